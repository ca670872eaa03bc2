"""A thread as people write them, for what measures a page."""

import uuid

from pyjama.contributions.models import Contribution

NUMBER, REPLIES = 51, 10


def fill_with_words(call):
    """Give a call 51 contributions, ten of them replies, in words of the demonstration world: one page of a thread."""
    said = Contribution.objects.standing().exclude(call=call).order_by("-pk")[:NUMBER]
    rows = [
        Contribution(
            call=call,
            author=each.author,
            language=each.language,
            body=each.body,
            body_html=each.body_html,
            useful_count=each.useful_count,
            submission_key=uuid.uuid4(),
        )
        for each in said.select_related("author")
    ]
    roots = Contribution.objects.bulk_create(rows[REPLIES:])
    for reply, root in zip(rows[:REPLIES], roots, strict=False):
        reply.parent = root
    Contribution.objects.bulk_create(rows[:REPLIES])
