"""What people of the story report, what the moderator decides, and who asks for a second look."""

import uuid
from datetime import timedelta
from functools import partial

from pyjama.contributions.actions import post_contribution
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.moderation.actions import appeal, decide, report
from pyjama.moderation.models import Ground, Item, Verb
from pyjama.volunteers.models import Profile
from pyjama.world import story

NETWORK = "192.0.2.77"
READ_AFTER = timedelta(hours=7)


def life_of_moderation(cast, moderator):
    """All of it, as pairs of a moment and what to do."""
    for number, told in enumerate(story.moderation()["reports"]):
        if "posts" in told:
            yield ago(told["posted_hours_ago"]), partial(write, cast, told, number)
        if "ground" in told:
            yield ago(told["hours_ago"]), partial(tell_moderators, cast, told)
        if "decision" in told:
            yield ago(told["decision"]["hours_ago"]), partial(settle, cast, told, moderator)
        if "appeal" in told:
            yield ago(told["appeal"]["hours_ago"]), partial(ask_again, cast, told)


def life_of_first_links(cast, moderator):
    """What waits of somebody's page for its links, as pairs of a moment and what to do."""
    for key, told in story.people().items():
        if "links" in told.get("profile", {}):
            joined = clock.now() - timedelta(days=told["joined"])
            yield joined + READ_AFTER, partial(let_links_through, cast, key, moderator)


def ago(hours):
    return clock.now() - timedelta(hours=hours)


def let_links_through(cast, key, moderator):
    """The first links of somebody's page have waited, and nothing is wrong with them."""
    (item,) = Item.objects.open().about(Profile.objects.get(person=cast.people[key]))
    decide(item=item, moderator=cast.people[moderator], verb=Verb.RELEASE, ground=Ground.OTHER)


def write(cast, told, number):
    """Somebody writes what is hidden later, or waits for the moderator."""
    told["written"] = post_contribution(
        call=cast.calls[told["call"]],
        author=cast.people[told["writer"]],
        body=told["posts"],
        language="fr",
        submission_key=uuid.uuid5(uuid.NAMESPACE_URL, f"moderation/{number}"),
    )


def written(cast, told):
    """The contribution that it is about."""
    if "written" in told:
        return told["written"]
    return Contribution.objects.answers().get(call=cast.calls[told["call"]], author=cast.people[told["author"]])


def tell_moderators(cast, told):
    """Somebody reports it, with an account or without."""
    reporter = cast.people[told["reporter"]] if "reporter" in told else None
    row, words = written(cast, told), told.get("words", "")
    told["item"] = report(row=row, reporter=reporter, network=NETWORK, ground=told["ground"], words=words).item


def settle(cast, told, moderator):
    options = {name: value for name, value in told["decision"].items() if name != "hours_ago"}
    told["decided"] = decide(item=told["item"], moderator=cast.people[moderator], ground=told["ground"], **options)


def ask_again(cast, told):
    appeal(decision=told["decided"], person=cast.people[told["writer"]], words=told["appeal"]["words"])
