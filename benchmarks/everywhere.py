"""A scratch site with the demo world in it, every text that its tables keep, and every address as everybody asks for it.

What injection.py and markers.py have in common. What is kept is taken from the data map (core/privacy.py), the addresses
from tests/access.txt: what is added to the site is looked at without a word here.
"""

import html
import logging
import os
import re
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=SCRATCH.name, PYJAMA_DEMO="1", LOG_LEVEL="CRITICAL")
os.environ.update(SECRET_KEY="x" * 50, PAGES_KEPT_SECONDS="0", DJANGO_ALLOW_ASYNC_UNSAFE="1")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import models, transaction  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.client import ClientHandler  # noqa: E402
from django.urls import Resolver404, resolve  # noqa: E402

from pyjama.accounts.tests.pages import prove  # noqa: E402
from pyjama.core.privacy import data_map  # noqa: E402
from pyjama.sponsors.models import Sponsor  # noqa: E402
from pyjama.sponsors.visits import begin_visit  # noqa: E402
from pyjama.world.build import World, build  # noqa: E402
from tests.addresses import ROWS, path_of  # noqa: E402
from tests.subjects import asked_for, people_who_ask  # noqa: E402
from tests.world import copy_world, told_in  # noqa: E402

HOST = "127.0.0.1:8000"
# One for all browsers: it looks through all static files when it is made.
SITE = ClientHandler(enforce_csrf_checks=False)
TEXTS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)
# What the site finds rows by, or draws itself: a number, a code or the name of something of its own, which nobody types.
CODES = {
    *("mail.Mail.kept_back", "mail.Mail.headers", "mail.Mail.message_id", "mail.Mail.group", "mail.Suspension.why"),
    *("accounts.Consent.purpose", "accounts.Consent.channel", "accounts.Consent.language", "accounts.Consent.way"),
    *("moderation.Item.rule", "moderation.Item.group", "moderation.Decision.rule", "moderation.Hold.rule"),
    *("moderation.StaffAct.about", "moderation.StaffAct.detail", "moderation.Report.verdict", "inbound.Received.outcome"),
    *("drafts.Draft.place", "drafts.Draft.name", "drafts.Draft.path", "notifications.Notification.group"),
    *("notifications.QuietHours.time_zone", "volunteers.Profile.languages", "organizations.LogLine.facts"),
    *("privacy.Unlisting.path", "sponsors.Sponsor.nonce", "sponsors.Sponsor.key", "organizations.Case.former"),
    *("mfa.Authenticator.type", "mfa.Authenticator.data", "attachments.Attachment.key", "attachments.Attachment.kind"),
    *("sponsors.Total.key", "sponsors.Total.figure", "sponsors.Total.dimension", "security.Violation.directive"),
    *("moderation.Decision.former", "contributions.Tally.moments", "usersessions.UserSession.data", "privacy.Export.key"),
    *("digests.Edition.kind", "karma.Entry.reason", "privacy.Forgotten.rule", "privacy.Forgotten.table"),
    *("operating.Turn.round", "pages.Text.slug", "topics.Cause.slug", "topics.Skill.slug", "admin.LogEntry.object_id"),
    *("accounts.User.password", "clarity.Trial.token", "accounts.Edition.version", "accounts.Edition.policy"),
}
LINK = re.compile(rb"""(?:href|src|hx-get)=["']([^"']+)""")
TABLES_OF_LIBRARIES = ("sessions.", "auth.", "contenttypes.", "sites.")


def migrated_world():
    """Tell the story of the demonstration, with all that access.txt asks for; returns the World, its people, its subjects.

    WORLD names the folder of a demonstration that told it already: it is copied.
    """
    logging.disable()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    copy_world(told_in()) if told_in() else build()
    world = World()
    return world, people_who_ask(world), asked_for(world)


def texts_of(table):
    """The fields of a Table that hold words, by their names: each with its Nature. What is a choice or a code is none."""
    if table.model.startswith(TABLES_OF_LIBRARIES):
        return {}
    fields = {name: table.model_class._meta.get_field(name) for name in table.natures}
    return {
        name: table.natures[name]
        for name, field in fields.items()
        if isinstance(field, TEXTS)
        and not (field.choices or field.primary_key or isinstance(field, models.SlugField))
        and f"{table.model}.{name}" not in CODES
        and not name.endswith(("session_key", "_digest"))
    }


def kept_texts():
    """Every field of every table that holds words: triples of its Table, its name and its Nature."""
    return [(table, name, nature) for table in data_map().values() for name, nature in texts_of(table).items()]


def browser(person, *, is_sure=True):
    """A browser in which somebody is signed in, or nobody; `is_sure`: she has just shown that it is she."""
    client = Client(headers={"host": HOST}, raise_request_exception=False)
    client.handler = SITE
    if person:
        client.force_login(person)
        if is_sure:
            prove(client, person)
    return client


def browsers(people):
    """A browser for each role (a dict of User or None, by its name), and the sponsor's."""
    clients = {role: browser(person) for role, person in people.items()}
    clients["sponsor"] = browser(None)
    clients["sponsor"].cookies = begin_visit(HttpResponse(), Sponsor.objects.get()).cookies
    return clients


def places(subjects):
    """Every address that can be read, once for each of its subjects: pairs of its name and its path."""
    found = {(row[1], path_of(row[1], subjects[row[2]])) for row in ROWS if row[0] == "GET"}
    return sorted(found)


def ask(client, path, sent=None, **options):
    """The answer to a page read, or to a form sent, and its bytes; what the request changed is undone."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response = client.get(path, **options) if sent is None else client.post(path, sent, **options)
        content = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)
    return response, content


def links_in(response, content):
    """Where an answer leads on this site, by a link or by sending there: pairs of the address's name and the path."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    found = {link.decode(errors="replace") for link in LINK.findall(content)} if is_page else set()
    paths = {html.unescape(link).partition("#")[0] for link in (*found, response.headers.get("Location", ""))}
    return sorted((name_of(path), path) for path in paths if path.startswith("/") and name_of(path))


def walk(client, waiting, *, most_alike, **options):
    """Ask for pairs of an address and a path, and for so many of each address to which they lead.

    Yields the address, the path, the answer and its bytes.
    """
    waiting, seen, alike = [*waiting], set(), Counter()
    for address, path in waiting:
        if path in seen:
            continue
        seen.add(path)
        response, content = ask(client, path, **options)
        yield address, path, response, content
        for name, link in links_in(response, content):
            if link not in seen and alike[name] < most_alike:
                alike[name] += 1
                waiting.append((name, link))


@cache
def name_of(path):
    """The name of the address that a path is of, or ""."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""
