"""What the journeys need of a site's world, told in the site's own environment (see Site.tell)."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.test import Client

from pyjama.calls.actions import close_call, draft_call, submit_call
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.moderation.actions import report
from pyjama.moderation.models import Ground
from pyjama.world.build import World
from pyjama.world.people import join

THREE_PAGES, FORTY = 110, 40
MEMBERS = ["amina", "camille", "chloe", "odile", "ruth", "sam", "lise"]
LEAVING = {"lise": 1, "ruth": 2}
OTHER = {"fr": "en", "en": "fr"}
# Each time the main job is done, for an organization of this language, three people help who have just made an account.
LOOPS = {1: "fr", 2: "en"}


def tell():
    """Add what is missing, and return places to visit, by name: a list of what their address needs.

    With them, by the names of people: `sessions`, the key of one in which each of them is signed in, and `leaving`, the
    keys of more, one for each time she signs out.
    """
    world = World()
    thread = open_call(world.chloe, world.organization("refuge"), "Un fil de trois pages")
    calls = {name: world.call(name) for name in ["menu", "poster", "calendar"]} | {"thread": thread}
    calls["noisy"] = noise(world)
    calls["closing"] = open_call(world.chloe, world.organization("refuge"), "Un appel qui ferme")
    rows = {
        "last": fill(thread, [world.camille] * THREE_PAGES),
        "forty": forty_answers(world),
        "theirs": world.contribution("menu", "jean_philippe"),
        "refuge": thread.organization,
        "slogans_alone": world.call("slogans"),
    }
    people = {name: getattr(world, name) for name in MEMBERS} | newly_arrived()
    return {
        **{name: [call.pk, call.slug] for name, call in calls.items()},
        **{name: [row.pk] for name, row in rows.items()},
        "sessions": {name: session_of(person) for name, person in people.items()},
        "leaving": {name: [session_of(people[name]) for _ in range(times)] for name, times in LEAVING.items()},
    }


def newly_arrived():
    """The helpers of each loop: `ali_1` and `maude_1` speak the language of its organization, `wim_1` the other one."""
    cast = SimpleNamespace(people={})
    for number, language in LOOPS.items():
        for name, speaks in {"ali": language, "maude": language, "wim": OTHER[language]}.items():
            join(cast, f"{name}_{number}", {"name": f"{name.capitalize()} {number}", "language": speaks})
    return cast.people


def session_of(person):
    client = Client()
    client.force_login(person)
    return client.session.session_key


def open_call(author, organization, title):
    """A call of an organization that has had its first one reviewed long ago."""
    fields = {"kind": "request", "language": "fr", "minutes": 5, "enough": 200, "closes_at": clock.now() + timedelta(days=9)}
    return submit_call(call=draft_call(organization=organization, author=author, title=title, body="Alors ?", **fields))


def forty_answers(world):
    """A call that is over, with forty contributions to be sorted."""
    call = open_call(world.chloe, world.organization("refuge"), "Quarante réponses")
    fill(call, [world.camille, world.lise, world.amina, world.sam] * (FORTY // 4))
    return close_call(call=call)


def noise(world):
    """A call in which three contributions are reported."""
    call = open_call(world.chloe, world.organization("refuge"), "Un appel bruyant")
    fill(call, [world.camille] * 3)
    for row in call.contributions.answers():
        report(row=row, reporter=None, network="192.0.2.200", ground=Ground.SPAM)
    return call


def fill(call, authors):
    """A contribution of each, which is more than one person may write in an hour; returns the last one."""
    texts = [Contribution(call=call, author=author, language="fr", submission_key=uuid.uuid4()) for author in authors]
    for number, contribution in enumerate(texts, 1):
        contribution.write(body=f"Réponse numéro {number}")
    return Contribution.objects.bulk_create(texts)[-1]
