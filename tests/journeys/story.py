"""What the journeys need of a site's world, told in the site's own environment (see Site.tell)."""

import uuid
from datetime import timedelta

from pyjama.calls.actions import draft_call, submit_call
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.organizations.models import Organization
from pyjama.outcomes.models import Outcome
from pyjama.world.build import World

THREE_PAGES = 110


def tell():
    """Add what is missing, and return places to visit, by name: a list of what their address needs."""
    world = World()
    thread = open_call(world.chloe, world.organization("refuge"), "Un fil de trois pages")
    finished = Outcome.objects.visible_to(world.amina).select_related("call").first().call
    calls = {name: world.call(name) for name in ["slogans", "menu", "poster", "letter"]}
    rows = {
        "last": fill(thread, world.camille),
        "theirs": world.contribution("menu", "jean_philippe"),
        "own": Contribution.objects.editable_by(world.amina).answers().first(),
        "refuge": thread.organization,
        "slogans_alone": world.call("slogans"),
        "review": Call.objects.reviewable_by(world.odile).first(),
        "waiting": Organization.objects.visible_to(world.odile).waiting().first(),
    }
    calls |= {"thread": thread, "finished": finished}
    return {name: [call.pk, call.slug] for name, call in calls.items()} | {name: [row.pk] for name, row in rows.items()}


def open_call(author, organization, title):
    """A call of an organization that has had its first one reviewed long ago."""
    fields = {"kind": "request", "language": "fr", "minutes": 5, "enough": 200, "closes_at": clock.now() + timedelta(days=9)}
    return submit_call(call=draft_call(organization=organization, author=author, title=title, body="Alors ?", **fields))


def fill(call, author):
    """Three pages of contributions, more than one person may write in an hour; returns the last one."""
    texts = [Contribution(call=call, author=author, language="fr", submission_key=uuid.uuid4()) for _ in range(THREE_PAGES)]
    for number, contribution in enumerate(texts, 1):
        contribution.write(body=f"Réponse numéro {number}")
    return Contribution.objects.bulk_create(texts)[-1]
