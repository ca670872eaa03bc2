"""The world, a browser per person, the clock and the outbox: nothing clever."""

import gc
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import update_last_login
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import Client, TransactionTestCase
from django.utils import translation
from zeal.listeners import n_plus_one_listener
from zeal.patch import get_instance_key

from pyjama.accounts.sessions import SessionStore
from pyjama.accounts.tests.pages import prove
from pyjama.core import clock
from pyjama.core.questions import Question
from pyjama.mail.models import Mail
from pyjama.world.build import World, build
from tests import statements
from tests.snapshot import kept
from tests.world import copy_world, told_in


def pytest_ignore_collect(collection_path, config):
    """A file all of whose tests run once is not read where they do not run: reading is a tenth of that run's time."""
    chosen = config.getoption("markexpr") == "not once" and not config.pluginmanager.is_registered(statements)
    return (chosen and statements.is_for_one(collection_path.relative_to(config.rootpath))) or None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """What asks PostgreSQL nothing that others do not ask too is run once (unless it is being found out which do)."""
    repeated = set() if config.pluginmanager.is_registered(statements) else statements.repeated()
    for item in items:
        if statements.name_of(item) in repeated:
            item.add_marker(pytest.mark.once)


def pytest_collection_finish():
    """What is loaded by now stays to the end: to look through it for garbage over and over is a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database holds the demo world from the start; each test undoes what it changes, even what it committed."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        copy_world(told_in()) if told_in() else build()
        # Asked for once in the life of a server, not once in some test's request.
        ContentType.objects.clear_cache()
        ContentType.objects.get_for_models(*apps.get_models())
        with kept() as put_back:
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: put_back())
            yield


@pytest.fixture(scope="session", autouse=True)
def found_alone():
    """A row that a Question finds alone may be asked of again and again, as one that a queryset got alone."""
    find = Question.find

    def found(question, *values):
        rows = find(question, *values)
        if len(rows) == 1:
            n_plus_one_listener.ignore(get_instance_key(rows[0]))
        return rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Question, "find", found)
        yield


@pytest.fixture
def world(db):
    """The demo people, organizations and calls, by the names they have in the story."""
    return World()


def sign_in(client, person):
    """What Django's `force_login` leaves, in two statements instead of eight; how people sign in has tests of its own."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session._session_key = uuid4().hex
    session.create_model_instance(session._session).save(force_insert=True)
    update_last_login(None, person)
    client._set_login_cookies(SimpleNamespace(session=session))


@pytest.fixture
def browser(db):
    """A function: `browser(person)` is a client signed in as her, `browser()` a visitor's."""

    def open_browser(person=None):
        client = Client()
        if person:
            sign_in(client, person)
        return client

    return open_browser


@pytest.fixture
def proved(browser):
    """A function: `proved(person)` is a browser in which she has just shown that it is she (by a `method`)."""

    def open_browser(person, method="code"):
        client = browser(person)
        prove(client, person, method=method)
        return client

    return open_browser


@pytest.fixture
def at():
    """Set the clock: `with at(moment): …`."""
    return clock.at


@pytest.fixture
def outbox(db, settings):
    """A function: `outbox()` is the list of the messages written since the test began, the oldest first.

    Django diverts all mail while it is tested; here it takes its real way, to the outbox.
    """
    settings.MAILERS = settings.MAILERS | {"default": {"BACKEND": "pyjama.mail.outbox.OutboxBackend"}}
    before = set(Mail.objects.values_list("pk", flat=True))
    return lambda: [mail for mail in Mail.objects.order_by("pk") if mail.pk not in before]


@pytest.fixture(autouse=True)
def in_english():
    """A test begins in the language of the source, whatever page the one before it read."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def forget_limits():
    """Sign-in limits counted by one test do not refuse the next."""
    yield
    cache.clear()
