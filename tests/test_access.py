"""Closed by default: every address of the site, asked for by everybody. The expected answers are in access.txt."""

import re
from copy import deepcopy
from uuid import uuid4

import pytest
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.http import HttpResponse
from django.template.base import Template
from django.urls import URLResolver, get_resolver, reverse
from django.utils import translation
from django.utils.safestring import SafeString

from pyjama.accounts.actions import change_email
from pyjama.accounts.roles import MODERATORS, OPERATORS, OWNERS, PAGES
from pyjama.accounts.tests.passkeys import made_for
from pyjama.attachments.actions import keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.tests.files import proof
from pyjama.clarity.actions import ask_readers
from pyjama.contributions.actions import post_contribution
from pyjama.mail.models import Mail
from pyjama.moderation.actions import appeal
from pyjama.notifications.models import Kind, Notification
from pyjama.notifications.unsubscription import mute_token, preferences_token, token_for
from pyjama.organizations.actions import invite
from pyjama.outcomes.desk.actions import write_note
from pyjama.outcomes.story.actions import quote_contribution, write_story
from pyjama.privacy.models import Incident
from pyjama.sponsors.letters import token_for as sponsor_token
from pyjama.sponsors.models import Sponsor
from pyjama.sponsors.visits import begin_visit
from tests.source import ROOT
from tests.subjects import asked_to_forget, device_of, hidden, paper_beside, reported, session_of, suspended

pytestmark = pytest.mark.once

LINES = [line.split() for line in (ROOT / "tests" / "access.txt").read_text().splitlines() if line and line[0] != "#"]
HEADER, *ROWS = LINES
ROLES = HEADER[3:]


def addresses(resolver=None, namespace=""):
    """Every named address of the resolver, with its pattern: `calls:edit`."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        else:
            yield f"{namespace}{pattern.name}", pattern.pattern


PATTERNS = dict(addresses())
ADMIN = [address for address in PATTERNS if address.startswith("admin:") and address != "admin:None"]


def test_no_address_is_missing_from_the_table_and_none_in_it_is_gone():
    assert {row[1] for row in ROWS} == {*PATTERNS} - {*ADMIN, "admin:None"}


def test_every_address_is_both_read_and_sent_to():
    asked = {tuple(row[:3]) for row in ROWS}
    assert asked == {(method, *row[1:3]) for method in ("GET", "POST") for row in ROWS}


@pytest.fixture
def people(world):
    """Who asks: those of the table's columns, for rows that are the refuge's."""
    return {
        "visitor": None,
        "volunteer": world.sam,
        "author": world.amina,
        "editor": world.marc,
        "owner": world.chloe,
        "elsewhere": world.ruth,
        "moderator": world.odile,
        "operator": world.theo,
        "suspended": suspended(world.yasmine, world),
    }


@pytest.fixture
def browsers(people, browser):
    """Each role's browser; the sponsor, who is nobody among the site's people, has come by her link."""
    clients = {role: browser(person) for role, person in people.items()}
    sponsor = browser()
    sponsor.cookies = begin_visit(HttpResponse(), Sponsor.objects.get()).cookies
    return clients | {"sponsor": sponsor}


@pytest.fixture
def subjects(world):
    """What is asked for, by the words of the table, as arguments of its address."""
    refuge, slogans = world.organization("refuge"), world.call("slogans")
    answer = post_contribution(
        call=slogans, author=world.amina, body="The first one.", language="en", submission_key=uuid4(), used_ai=False
    )
    outcome = write_story(call=slogans, author=world.chloe, version=0, body="It helped.", language="en")
    quote = quote_contribution(outcome=outcome, contribution=answer, body="The first one.")
    invitation = invite(organization=refuge, inviter=world.chloe, email="somebody@example.org", role="editor")
    token = re.search(r"[\w-]{43}", Mail.objects.latest("pk").text)[0]
    news = Notification.objects.create(recipient=world.amina, kind=Kind.REPLY, target=answer)
    marc = refuge.memberships.get(person=world.marc)
    team = {"pk": refuge.pk, "membership": marc.pk, "invitation": invitation.pk, "token": token}
    calls = {
        name: {
            "pk": world.call(name).pk,
            "slug": world.call(name).slug,
            "name": paper_beside(world.call(name)),
            "format": "csv",
        }
        for name in ("slogans", "poster", "letter", "doorway", "kittens")
    }
    calls["slogans"]["contribution"] = answer.pk
    organizations = {name: world.organization(name) for name in ("refuge", "jardin")}
    change = change_email(person=world.amina, address="amina@new.example", is_proved=False)
    decision = hidden(answer, world)
    return {
        "reported": {"subject": "contribution", "pk": world.call("menu").contributions.answers().first().pk},
        "item": {"pk": reported(world.call("menu").contributions.answers().first(), world).pk},
        "decision": {"pk": decision.pk},
        "appeal": {"pk": appeal(decision=decision, person=world.amina, words="Look again.").pk},
        "-": {"name": "logos/nothing.webp", "section": "calls"},
        "change": {"token": change.token},
        "passkey": {"pk": WebAuthn.add(world.amina, "Hers", made_for(world.amina)).instance.pk},
        "session": {"pk": session_of(world.amina).pk},
        **{name: arguments | {"call": arguments["pk"]} for name, arguments in calls.items()},
        **{
            name: {"pk": row.pk, "slug": row.slug, "organization": row.pk, "template": "name-event", "format": "csv"}
            for name, row in organizations.items()
        },
        "team": team,
        "waiting": {"name": keep_attachment(owner=world.amina, file=checked(proof())).files[0]},
        "answer": {"pk": answer.pk},
        "note": {"pk": write_note(contribution=answer, author=world.chloe, body="Ours.").pk},
        "quote": {"pk": quote.pk},
        "trial": {"token": ask_readers(call=world.call("poster"), person=world.chloe).token},
        "sponsor": {"token": sponsor_token(Sponsor.objects.get())},
        "unlisting": {"pk": asked_to_forget(world.call("slogans")).pk},
        "incident": {"pk": Incident.objects.create(noted_by=world.theo, information="x", circumstances="x").pk},
        "open": {"pk": world.camille.profile.pk, "slug": "camille"},
        "closed": {"pk": world.amina.profile.pk, "slug": "amina"},
        "news": {"pk": news.pk},
        "followed": {"model": "call", "pk": world.call("slogans").pk},
        "mail": {"pk": Mail.objects.latest("pk").pk},
        "device": {"pk": device_of(world.amina).pk},
        "amina": {"token": token_for(world.amina, Kind.REPLY)},
        "reply": {"name": "news/reply", "language": "en"},
        "aminas": {"token": preferences_token(world.amina)},
        "mutes": {"token": mute_token(world.amina, ("call", world.call("slogans").pk))},
        "nobody": {
            "pk": 10**30,
            "slug": "x",
            "model": "x",
            "name": "x",
            "organization": 10**30,
            "call": 10**30,
            "contribution": 10**30,
            "token": "x",
            "language": "x",
            "template": "x",
            "format": "csv",
            "subject": "x",
        },
    }


def path_of(address, arguments):
    pattern = PATTERNS[address]
    with translation.override("en"):
        return reverse(address, kwargs={name: arguments[name] for name in pattern.converters or pattern.regex.groupindex})


@pytest.fixture
def ask(monkeypatch):
    """A function: the status of the answer to a page read, or to an empty form sent; what the request changed is undone.

    Only statuses are asked for here, so no page is drawn: the scenes of the journeys draw them all.
    """
    monkeypatch.setattr("pyjama.core.views.render", lambda *page, status=200: HttpResponse(status=status))
    monkeypatch.setattr(Template, "render", lambda template, context: SafeString())

    def ask_for(client, method, path):
        cookies = deepcopy(client.cookies)
        with transaction.atomic():
            status = getattr(client, method.lower())(path, {"sent": "empty"} if method == "POST" else {}).status_code
            transaction.set_rollback(True)
        client.cookies = cookies
        return str(status)

    return ask_for


def test_everybody_gets_what_the_table_says(subjects, browsers, ask):
    """One test for the whole table, so that who asks signs in once."""
    clients = [browsers[role] for role in ROLES]
    given = [[*row[:3], *(ask(client, row[0], path_of(row[1], subjects[row[2]])) for client in clients)] for row in ROWS]
    assert given == ROWS


# What moderators may read more of on pages of everybody's, or of a team: pages that are not their own.
READ_BESIDE = {
    *("attachment", "calls:former_texts", "pages:call", "pages:organization", "pages:organization_feed"),
    *("organizations:proof", "organizations:conversation"),
}
OF_THE_TEAM = {"organizations:edit", "organizations:leave", "outcomes:erase_note"}
BESIDE = {"moderator": "volunteer", "operator": "volunteer", "owner": "editor"}


def test_what_is_one_roles_alone_is_among_its_pages():
    """So that no page of a role is forgotten where a second step is asked for (accounts/roles.py)."""
    place = {role: 3 + ROLES.index(role) for role in {*BESIDE, *BESIDE.values()}}
    own = {role: {row[1] for row in ROWS if row[place[role]] != row[place[other]]} for role, other in BESIDE.items()}
    assert own["moderator"] - READ_BESIDE <= PAGES[MODERATORS]
    assert own["operator"] - PAGES[MODERATORS] <= PAGES[OPERATORS]
    assert own["owner"] - OF_THE_TEAM <= PAGES[OWNERS]


def test_the_admin_is_there_for_operators_only(people, browser, ask, settings):
    settings.ZEAL_ALLOWLIST = [{"model": "accounts.User", "field": "get()"}]  # the operator, and the person she looks at
    browsers = {role: browser(people[role]) for role in ("visitor", "owner", "moderator", "operator")}
    arguments = {"app_label": "accounts", "object_id": "1", "content_type_id": 1}
    for address in ADMIN:
        statuses = {role: ask(client, "GET", path_of(address, arguments)) for role, client in browsers.items()}
        assert statuses.pop("operator") in {"200", "302", "403", "404", "405"}, address
        assert {*statuses.values()} <= {"302", "404"}, address
