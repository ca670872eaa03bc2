"""Closed by default: every address of the site, asked for by everybody. The expected answers are in access.txt."""

from copy import copy, deepcopy

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template.base import Template
from django.utils.safestring import SafeString

from pyjama.accounts.backend import Backend
from pyjama.accounts.roles import MODERATORS, OPERATORS, OWNERS, PAGES
from pyjama.accounts.sessions import SessionStore
from pyjama.mail.previews import previews
from pyjama.sponsors.models import Sponsor
from pyjama.sponsors.visits import begin_visit
from tests.addresses import ADMIN, PATTERNS, ROLES, ROWS, path_of
from tests.subjects import asked_for, people_who_ask

pytestmark = pytest.mark.once

# What looks after the words of a page, and what counts the questions that it asks.
ABOUT_PAGES = {"zeal.middleware.zeal_middleware", "pyjama.core.middleware.CompressionMiddleware"}


def test_no_address_is_missing_from_the_table_and_none_in_it_is_gone():
    assert {row[1] for row in ROWS} == {*PATTERNS} - {*ADMIN, "admin:None"}


def test_every_address_is_both_read_and_sent_to():
    asked = {tuple(row[:3]) for row in ROWS}
    assert asked == {(method, *row[1:3]) for method in ("GET", "POST") for row in ROWS}


@pytest.fixture
def people(world):
    return people_who_ask(world)


@pytest.fixture
def browsers(people, browser):
    """Each role's browser; the sponsor, who is nobody among the site's people, has come by her link."""
    clients = {role: browser(person) for role, person in people.items()}
    sponsor = browser()
    sponsor.cookies = begin_visit(HttpResponse(), Sponsor.objects.get()).cookies
    return clients | {"sponsor": sponsor}


@pytest.fixture
def subjects(world):
    return asked_for(world)


def looked_up_once(look, name):
    """The function `look(self, …)`, which what is named tells apart: what it found, copied, is what it finds again."""
    found = {}

    def look_again(self, *arguments):
        key = name(self, *arguments)
        if key not in found:
            found[key] = look(self, *arguments)
        return copy(found[key])

    return look_again


@pytest.fixture
def ask(monkeypatch, settings):
    """A function: the status of the answer to a page read, or to an empty form sent; what the request changed is undone.

    Only statuses are asked for here, so no page is drawn: the scenes of the journeys draw them all. Who asks is the same
    each time, so her session and her account are looked up once.
    """
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name not in ABOUT_PAGES]
    monkeypatch.setattr("pyjama.core.views.render", lambda *page, status=200: HttpResponse(status=status))
    monkeypatch.setattr(Template, "render", lambda template, context: SafeString())
    # As one preview is written for everybody, so are all of them in their list.
    monkeypatch.setattr("pyjama.mail.preview_views.previews", lambda: {name: previews()[name] for name in ["news/reply"]})
    by_key = looked_up_once(SessionStore._get_session_from_db, lambda store: store.session_key)
    monkeypatch.setattr(SessionStore, "_get_session_from_db", by_key)
    monkeypatch.setattr(Backend, "get_user", looked_up_once(Backend.get_user, lambda backend, pk: pk))

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
