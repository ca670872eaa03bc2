"""What somebody might write to run code in a reader's browser, in every text there is, read back in Chromium.

The texts are those of payloads.py.

.venv/bin/python benchmarks/injection.py [--every 1], on a scratch site with the demo world. Each field of the data map that
holds words is filled in each row, many payloads after each other, and each page of tests/access.txt that shows some which it
did not show yet is opened, as everybody gets it, with the site's policy and without any; the pointer and the focus go over
everything. Each payload has a mark behind it: one that is in the bytes and not in what the browser shows was swallowed by a
neighbour, and is told. Then each form that any page has is sent with payloads in all its fields, and what comes back is
opened; so are the mails. Where an address begins with what was sent, payloads are tried one by one. A control page shows
that the browser runs what it is given.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from http.server import ThreadingHTTPServer
from itertools import count
from threading import Thread
from urllib.parse import quote, urlencode

from everywhere import ask, browser, browsers, kept_texts, migrated_world, name_of, places, walk
from shown import MARK, Forms, Pages, Reader

# isort: split

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.forms import CharField
from django.urls import reverse
from django.utils import translation
from payloads import CONTROLS, payloads
from playwright.sync_api import sync_playwright

from pyjama.accounts.models import User
from pyjama.attachments.tests.files import picture
from pyjama.calls.models import Call
from pyjama.clarity.models import Reading
from pyjama.core import clock
from pyjama.core.forms import Form, ModelForm
from pyjama.core.rich_text import to_html
from pyjama.digests.actions import choose_weekly
from pyjama.mail.previews import previews
from pyjama.matching.digest.weekly import write as write_weekly
from pyjama.moderation.models import Appeal
from pyjama.notifications.letters import letter
from pyjama.notifications.models import Notification
from pyjama.organizations.models import Organization
from pyjama.privacy.models import Unlisting
from tests.journeys.browsers import find_chromium

# So many in one text: pages stay of a size that a browser opens at once.
TOGETHER = 450
FEW_TOGETHER = 40
# Of a table, those that came last: more are on no page at once.
MOST_ROWS = 60
# Of pages that one address gives, to which others lead.
MOST_ALIKE = 1
# Made by our templates alone, and read in previews here: what a mail says is what it is given.
MADE_BY_TEMPLATES = {"mail.Mail.html"}
NUMBER = re.compile(r"\d+")
CHOSEN = {"hidden", "select", "radio", "checkbox", "submit", "button"}


class Texts:
    """Payloads, many in one text, each with its mark; which was shown where."""

    def __init__(self, everything):
        self.everything, self.numbers, self.about = everything, count(), {}
        self.turn, self.shown, self.places = 0, defaultdict(set), defaultdict(set)

    def marked(self, field, place):
        """A payload with its mark behind it."""
        number = next(self.numbers)
        self.about[number] = (field, place)
        return f"{self.everything[place]} zx{number:07d}xz"

    def next(self, field, between=" ", number=TOGETHER):
        """A text for a field: the payloads that come next; each row of a field begins elsewhere."""
        self.turn += number
        chosen = {place % len(self.everything) for place in range(self.turn, self.turn + number)}
        return between.join(self.marked(field, place) for place in sorted(chosen))

    def new_on(self, address, content):
        """The marks in some bytes of payloads that this address did not show yet in their field."""
        marks = {int(mark) for mark in MARK.findall(content)} & self.about.keys()
        return {number for number in marks if (address, *self.about[number]) not in self.places[self.about[number][0]]}

    def note(self, address, numbers):
        for number in numbers:
            field, place = self.about[number]
            self.shown[field].add(place)
            self.places[field].add((address, field, place))


def value_for(texts, table, name, before):
    """What a field is filled with, as an action would have kept it: Markdown is rendered, an address begins as one."""
    field, label = table.model_class._meta.get_field(name), f"{table.model}.{name}"
    if isinstance(field, models.EmailField):
        return f'"{texts.next(label)}"@example.org'
    if isinstance(field, models.URLField):
        return f"https://example.org/{texts.next(label)}"
    if isinstance(field, models.GenericIPAddressField):
        return before
    if isinstance(field, models.JSONField):
        return json_for(texts, label, before)
    if label == "organizations.Organization.name":
        # Each is compared with all the others, letter by letter: the rows together hold all payloads.
        return texts.next(label, number=FEW_TOGETHER)
    return texts.next(label, "\n\n" if isinstance(field, models.TextField) else " ")


def json_for(texts, label, before):
    """The same for what holds several things: addresses in a list, sentences and names among facts."""
    if isinstance(before, list):
        return [f"https://example.org/{texts.next(label)}" for _each in before]
    facts = before.items() if isinstance(before, dict) else ()
    return {
        name: texts.next(label) if isinstance(value, str) and re.search(r"\W", value) else value for name, value in facts
    }


def fill(texts):
    """Put payloads into each field of each row that holds words; returns the names of the fields that have a row."""
    filled = set()
    for table, name, _nature in kept_texts():
        label = f"{table.model}.{name}"
        rows = [*table.model_class._base_manager.order_by("-pk")[:MOST_ROWS]]
        if label in MADE_BY_TEMPLATES or label == "accounts.User.email":
            continue
        for row in rows:
            if name == "body_html":
                row.body_html = to_html(row.body if hasattr(row, "body") else texts.next(label, "\n\n"))
            else:
                setattr(row, name, value_for(texts, table, name, getattr(row, name)))
        table.model_class._base_manager.bulk_update(rows, [name], batch_size=100)
        filled |= {label} if rows and not (name == "body_html" and hasattr(rows[0], "body")) else set()
    return filled


def rare_states():
    """Bring rows into states that the demonstration does not have; returns who sees them (a User), and at which path."""
    now = clock.now()
    refused, returned = Organization.objects.filter(status="pending").first(), Call.objects.filter(state="draft").first()
    appeal, unlisting, reading = Appeal.objects.first(), Unlisting.objects.first(), Reading.objects.first()
    set_to(refused, status="refused", decided_at=now)
    set_to(appeal, verdict="upheld", decided_at=now)
    set_to(unlisting, is_granted=True, decided_at=now)
    moderator = User.objects.moderators().exclude(pk=unlisting.asked_by_id).first()
    return [
        (member_of(refused), refused.get_absolute_url()),
        (member_of(refused), reverse("organizations:edit", args=[refused.pk])),
        (member_of(returned.organization), returned.get_absolute_url()),
        (member_of(reading.trial.call.organization), reverse("clarity:desk", args=[reading.trial.call_id])),
        (appeal.person, appeal.get_absolute_url()),
        (moderator, reverse("privacy:unlisting", args=[unlisting.pk])),
    ]


def set_to(row, **fields):
    type(row)._base_manager.filter(pk=row.pk).update(**fields)


def member_of(organization):
    return User.objects.filter(memberships__organization=organization).first()


class Tour:
    """Everybody's walk through the site: pages, their forms, and mails."""

    def __init__(self, readers, texts, clients, subjects):
        self.readers, self.texts, self.clients, self.subjects = readers, texts, clients, subjects
        self.forms, self.sent, self.broken = {}, Counter(), Counter()

    def open(self, who, address, response, content):
        """Open an answer in both browsers, if it shows anything new."""
        found = response.headers
        if response.status_code >= 500:
            self.broken[address, response.status_code] += 1
        if "attachment" in found.get("Content-Disposition", "") or not self.texts.new_on(address, content):
            return
        kind, policy = found.get("Content-Type", ""), found.get("Content-Security-Policy", "")
        marks = [reader.see(f"{who} at {address}", content, kind, policy) for reader in self.readers]
        self.texts.note(address, {*marks[0]} & {*marks[1]} & self.texts.about.keys())

    def pages(self):
        """Every address, as everybody gets it, and a visitor in French; some more of each kind, to which these lead."""
        for who, client in self.clients.items():
            self.walk(who, client, places(self.subjects))
        in_french = [(address, f"/fr/{path[4:]}") for address, path in places(self.subjects) if path.startswith("/en/")]
        self.walk("visitor, in French", self.clients["visitor"], in_french)

    def rare(self):
        """What few pages show, and only in states that the demonstration does not have."""
        for person, path in rare_states():
            self.walk(path, browser(person), [(name_of(path), path)])

    def walk(self, who, client, waiting):
        for address, _path, response, content in walk(client, waiting, most_alike=MOST_ALIKE, follow=True):
            self.open(who, address, response, content)
            self.remember(who, response, content)

    def remember(self, who, response, content):
        """Keep each form that a page has, once for each set of fields."""
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        for form in Forms(content).forms if is_page and who in self.clients else ():
            action = (form["action"] or response.request["PATH_INFO"]).partition("?")[0]
            self.forms.setdefault((name_of(action), tuple(form["fields"])), (who, action, form))

    def send_forms(self):
        """Send each form twice, with payloads in the fields one types into, and in all."""
        for (address, _fields), (who, action, form) in self.forms.items():
            for is_all in (False, True):
                cache.clear()
                fields = form["fields"].items()
                sent = {name: self.sent_as(f"{address} {NUMBER.sub('N', name)}", *field, is_all) for name, field in fields}
                sent.pop("csrfmiddlewaretoken", None)
                path = action if form["method"].lower() == "post" else f"{action}?{urlencode(sent)}"
                response, content = ask(self.clients[who], path, sent if path == action else None, follow=True)
                self.sent[response.status_code] += 1
                self.open(who, f"form of {address}", response, content)

    def sent_as(self, field, kind, value, is_all):
        """What is sent in a field of a form."""
        if kind == "file":
            return SimpleUploadedFile(self.texts.next(field, number=1).replace("/", "\u2215"), picture())
        if kind in CHOSEN and not is_all:
            return value
        return self.texts.next(field, "\n\n" if kind == "textarea" else " ")

    def mails(self):
        """The HTML of every mail by its example, in both languages, and of those that tell of the rows filled here."""
        for language in ("fr", "en"):
            with translation.override(language):
                for name, write in previews().items():
                    self.open_mail(name, write().html)
        self.letters([*User.objects.filter(is_active=True)[:40]])

    def letters(self, people):
        """What people are told of each kind of news, and their weekly mail."""
        for row in {(row.kind, row.recipient_id): row for row in Notification.objects.order_by("pk") if row.target}.values():
            self.open_mail(f"mail of {row.kind}", letter(row).html)
        for person in people:
            choose_weekly(person=person, is_wanted=True, weekday=0)
        for each in write_weekly(people).values():
            self.open_mail("weekly mail", each.mail.html)

    def open_mail(self, name, html):
        body = html.encode()
        if self.texts.new_on(name, body):
            marks = [reader.see(f"mail {name}", body) for reader in self.readers]
            self.texts.note(name, {*marks[0]} & {*marks[1]} & self.texts.about.keys())


def one_by_one(readers, texts, client):
    """Each payload alone at the beginning of an address: where one goes next."""
    for place in range(len(texts.everything)):
        response, content = ask(client, f"{reverse('account_login')}?next={quote(texts.marked('?next=', place))}")
        see_alone(readers, texts, "?next=", response, content)


def see_alone(readers, texts, field, response, content):
    policy = response.headers.get("Content-Security-Policy", "")
    marks = [reader.see(field, content, policy=policy) for reader in readers]
    texts.note(field, {*marks[0]} & {*marks[1]} & texts.about.keys())


def report(everything, control, readers, texts, tour, filled):
    say = sys.stdout.write
    say(f"\n{len(everything)} payloads; control: {len(control.ran)} of {len(CONTROLS)} ran\n")
    for reader, name in zip(readers, ("with the policy", "without any"), strict=True):
        counted = (reader.opened, len(reader.ran), len(reader.swallowed))
        say("{}: {:,} pages opened, {} ran something, {} marks swallowed\n".format(name, *counted))
        for what in [*reader.ran[:20], *reader.swallowed[:20]]:
            say(f"  {what} {texts.about.get(what[1], '')}\n")
    say(f"forms: {len(tour.forms)}, of {len({form for form, _fields in tour.forms})} addresses; sent: {dict(tour.sent)}\n")
    say(f"answers that broke: {dict(tour.broken)}\nfields of forms that no page had: {never_sent(texts)}\n\n")
    for field in sorted({*filled, *texts.shown}):
        addresses = {address for address, *_rest in texts.places[field]}
        say(f"{field:<58}{len(texts.shown[field]):>5} of {len(everything)}, at {len(addresses)} addresses\n")


def never_sent(texts):
    """The fields for words of the site's forms that no page had: in none of the states that were looked at."""
    sent = {name for field in texts.shown for name in [field.rpartition(" ")[2]]}
    classes = {*every_kind(Form), *every_kind(ModelForm)}
    words = ((each.__name__, name, field) for each in classes for name, field in each.base_fields.items())
    return sorted(
        f"{form}.{name}"
        for form, name, field in words
        if isinstance(field, CharField) and not any(each.endswith(name) for each in sent)
    )


def every_kind(form):
    """The forms (classes) that are made from one."""
    return {each for child in form.__subclasses__() for each in (child, *every_kind(child))}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1, help="take every so manieth payload only")
    arguments.add_argument(
        "--rounds", type=int, default=0, help="how often everything is filled anew (until all were in each)"
    )
    given = arguments.parse_args()
    everything = [text.replace("\0", "") for text in payloads()[:: given.every]]
    _world, people, subjects = migrated_world()
    clients, texts = browsers(people), Texts(everything)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    with translation.override("en"), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium())
        control, *readers = (Reader(chromium, server, has_policy=has_policy) for has_policy in (False, True, False))
        for text in CONTROLS:
            control.see(text, f"<!doctype html><body>{text}</body>".encode())
        tour = Tour(readers, texts, clients, subjects)
        one_by_one(readers, texts, clients["visitor"])
        filled = walk_all(tour, given.rounds or -(-len(everything) // TOGETHER))
        chromium.close()
    report(everything, control, readers, texts, tour, filled)


def walk_all(tour, rounds):
    """Fill everything anew so many times, and go through all of it; returns the names of the fields that were filled."""
    filled = set()
    for turn in range(rounds):
        filled |= fill(tour.texts)
        for part in (tour.pages, tour.send_forms, tour.mails, tour.rare):
            part()
            seen = [(reader.opened, len(reader.ran), len(reader.swallowed)) for reader in tour.readers]
            sys.stdout.write(f"round {turn}, {part.__name__}: opened, ran, swallowed {seen}\n")
            sys.stdout.flush()
    return filled


if __name__ == "__main__":
    main()
