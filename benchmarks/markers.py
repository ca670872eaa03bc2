"""Whether a word that is somebody's own reaches anybody else: each personal field of 200 people holds a word of its own.

.venv/bin/python benchmarks/markers.py, on a scratch site. The fields are those of the data map (core/privacy.py), the
addresses those of tests/access.txt, feeds and files among them, for a visitor, volunteers, an owner elsewhere and the
sponsor; beside them exports of others, and mail. A word counts as found in whatever disguise: small letters, percent signs,
entities, base64, inside ZIP, XLSX or PDF, and an address as its digest. Look.may_read says what
may be found.
"""

import io
import re
import sys
from collections import Counter, defaultdict
from copy import copy
from itertools import count
from uuid import uuid4

from disguises import Words, control
from everywhere import ask, browsers, kept_texts, migrated_world, places, walk

# isort: split

from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.utils import translation
from PIL import Image

from pyjama.accounts.models import User
from pyjama.attachments.actions import attach, keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.tests.files import picture
from pyjama.calls.models import Call
from pyjama.contributions.actions import post_contribution
from pyjama.core import clock
from pyjama.core.privacy import Nature, data_map
from pyjama.digests.actions import choose_weekly
from pyjama.mail.previews import previews
from pyjama.matching.digest.weekly import write as write_weekly
from pyjama.notifications.letters import letter
from pyjama.notifications.models import Notification
from pyjama.privacy.archive import write_archive

PEOPLE = 200
# The mailbox that a demonstration shows to everybody, which no real site has.
OF_DEMONSTRATIONS = ("demo_", "mail_preview")
# Of pages that one address gives, to which others lead.
MOST_ALIKE = 4


# Filling the tables


def row_for(model, number, person):
    """A row like the first of a table, or like none, for a person."""
    row = copy(model._base_manager.first()) or model()
    has_sample = row.pk is not None
    row._state.adding = True
    for field in model._meta.concrete_fields:
        set_field(row, field, has_sample, number, person)
    return row


def set_field(row, field, has_sample, number, person):
    """Make a field of such a row the person's own, or what may stand there once only."""
    if field.is_relation:
        related = person if field.related_model is User else own_row(field.related_model, person)
        if related is None and (field.unique or not has_sample):
            related = field.related_model._base_manager.first()
        setattr(row, field.attname, related.pk if related else getattr(row, field.attname))
    elif field.primary_key or isinstance(field, models.UUIDField):
        setattr(row, field.attname, uuid4() if isinstance(field, models.UUIDField) else None)
    elif isinstance(field, models.CharField | models.TextField) and (field.unique or not (has_sample or field.choices)):
        setattr(row, field.name, f"{number}x")
    elif not (has_sample or field.has_default() or field.null):
        setattr(row, field.name, clock.now() if isinstance(field, models.DateTimeField) else 0)


def own_row(model, person):
    """A row of a table that is a person's, or None."""
    table = data_map().get(model._meta.label)
    rows = (model._base_manager.filter(**{way: person}).first() for way in (table.ways if table else ()))
    return next(filter(None, rows), None)


def give_everybody_rows(people):
    """A row in every table for each person, where the table can hold one; returns how many were refused, by table."""
    refused, numbers = Counter(), count()
    for table in {table.model: table for table, *_ in kept_texts()}.values():
        model = table.model_class
        if model is User:
            continue
        for person in people if table.ways or table.address else people[:1] * (not model._base_manager.exists()):
            try:
                with transaction.atomic():
                    row_for(model, next(numbers), person).save(force_insert=True)
            except (IntegrityError, ValueError) as error:
                refused[table.model, str(error)[:60]] += 1
    return refused


def owners_of(table):
    """Whose each row of a table is: a set of ids of people, by its key."""
    rows, owners = table.model_class._base_manager, defaultdict(set)
    if table.model_class is User:
        return {pk: {pk} for pk in rows.values_list("pk", flat=True)}
    for way in [*table.links, *filter(None, [table.through])]:
        for pk, owner in rows.values_list("pk", way):
            owners[pk].add(owner)
    if table.address:
        ids = dict(User.objects.values_list("email", "pk"))
        for pk, address in rows.values_list("pk", table.address):
            owners[pk].add(ids.get(address))
    return owners


def shaped(field, word, before):
    """A value for a field that holds a word."""
    if isinstance(field, models.EmailField):
        return f"{word}@example.org"
    if isinstance(field, models.URLField):
        return f"https://{word}.example/"
    if isinstance(field, models.GenericIPAddressField):
        return f"2001:db8::{word[2:5]}:{word[5:8]}"
    if isinstance(field, models.JSONField):
        return [f"https://{word}.example/"] if isinstance(before, list) else with_word(before, word)
    return f"<p>{word}</p>" if field.name.endswith("html") else word


def with_word(facts, word):
    """Facts whose sentences and names are the word; what looks like a code or a number stays."""
    if not isinstance(facts, dict):
        return facts
    return {name: word if isinstance(value, str) and re.search(r"\W", value) else value for name, value in facts.items()}


def mark(words):
    """Write a word into each personal field of each row; returns the names of the fields."""
    texts = [(table, name) for table, name, nature in kept_texts() if nature != Nature.TECHNICAL]
    owners = {table.model: owners_of(table) for table, _name in texts}
    for table, name in texts:
        field, rows = table.model_class._meta.get_field(name), [*table.model_class._base_manager.all()]
        for row in rows:
            word = words.next(f"{table.model}.{name}", row.pk, owners[table.model].get(row.pk, set()))
            value = shaped(field, word, getattr(row, name))
            setattr(row, name, value)
            if isinstance(field, models.EmailField | models.GenericIPAddressField):
                words.know(value, word)
        table.model_class._base_manager.bulk_update(rows, [name], batch_size=300)
    return [f"{table.model}.{name}" for table, name in texts]


def attach_pictures(people, words):
    """Each person attaches a photograph, in whose EXIF and comment a word of hers stands, to what she wrote."""
    for person in people:
        if contribution := person.contributions.first():
            word, exif = words.next("a photograph's EXIF", person.pk, {person.pk}), Image.Exif()
            exif[0x010E] = word
            shot = SimpleUploadedFile("x.jpg", picture("JPEG", exif=exif.tobytes(), comment=word.encode()))
            kept = keep_attachment(owner=person, file=checked(shot))
            attach(target=contribution, person=person, files=[(kept, "")])


# Looking for them


class Look:
    """What was found by whom, and how much was looked at."""

    def __init__(self, words):
        self.words, self.found, self.answers, self.bytes = words, defaultdict(list), Counter(), Counter()
        self.natures = {f"{table.model}.{name}": nature for table, name, nature in kept_texts()}
        self.public = Counter()

    def at(self, audience, where, content, reader=None, *, strictly=False):
        """Look at the bytes that an audience (str) got at an address (str); `reader` is whoever that is, a User or None."""
        self.answers[audience] += 1
        self.bytes[audience] += len(content)
        for word in self.words.found_in(content):
            place, pk, owners = self.words.about[word]
            if strictly or not self.may_read(reader, where, place, pk, owners):
                self.found[audience, place].append((where, pk))
            else:
                self.public[audience] += 1

    def may_read(self, reader, where, place, pk, owners):
        """Whether a reader may find this there: her own, what is public by its author's act, and what BY_LINK names."""
        if reader and reader.pk in owners:
            return True
        if (place, where) in BY_LINK:
            return True
        return self.natures.get(place) == Nature.PUBLIC and self.is_visible(place, pk, reader)

    def is_visible(self, place, pk, reader):
        """Whether the scope of its table, where it has one, shows a row to a reader."""
        manager = data_map()[place.rpartition(".")[0]].model_class._default_manager
        return not hasattr(manager, "visible_to") or manager.visible_to(reader or AnonymousUser()).filter(pk=pk).exists()


# What somebody else may find beside what is public, and why: a field and an address.
BY_LINK = {
    ("accounts.EmailChange.former", "take_back_email_change"): "whoever opens the link that was mailed to this address",
    ("calls.Call.title", "clarity:read"): "whoever was given the link of a draft, to say whether it is clear",
    ("calls.Call.body_html", "clarity:read"): "the same",
}


def see_pages(look, clients, people, subjects):
    """Every address, by everybody who is no moderator or operator, and what its pages lead to; forms by a visitor."""
    for role in ("suspended", "elsewhere", "volunteer", "sponsor", "visitor"):
        for address, path, response, content in walk(clients[role], places(subjects), most_alike=MOST_ALIKE):
            if address.startswith(OF_DEMONSTRATIONS):
                continue
            headers = repr([*response.headers.items(), *response.cookies.values()]).encode()
            is_sponsors = role == "sponsor" and address.startswith("sponsors:")
            whose = "sponsor, on her own pages" if is_sponsors else role
            look.at(whose, address, content + headers, people.get(role), strictly=is_sponsors)
            if role == "visitor":
                look.at("visitor, by a form", address, ask(clients[role], path, {"sent": "empty"})[1])


def see_files(look):
    """Every picture and paper of people's, as it lies in its storage: what they said beside it is in none."""
    for storage in (storages["default"], storages["private"]):
        for name in names_in(storage):
            with storage.open(name) as file:
                look.at("files as they are kept", name, file.read())


def names_in(storage, folder=""):
    """The names of all files of a storage."""
    folders, found = storage.listdir(folder)
    inside = [name for each in folders for name in names_in(storage, f"{folder}{each}/")]
    return [f"{folder}{name}" for name in found] + inside


def see_exports(look, people):
    """All that is kept about some people, as each gets it."""
    for person in people:
        written = io.BytesIO()
        write_archive(person, written)
        look.at("exports of somebody else", f"export of {person.pk}", written.getvalue(), person)


def see_mails(look, people):
    """Every mail of the site by its example; then what people are told of what others do, and the weekly mail."""
    for language in ("fr", "en"):
        with translation.override(language):
            for name, write in previews().items():
                look.at("examples of mails", name, bytes_of(write()))
    for person, call in zip(people, Call.objects.visible_to(AnonymousUser()).filter(state="open")[:20], strict=False):
        post_contribution(call=call, author=person, body="A new one.", language="en", submission_key=uuid4(), used_ai=False)
        choose_weekly(person=person, is_wanted=True, weekday=0)
    for row in {(row.kind, row.recipient_id): row for row in Notification.objects.order_by("pk") if row.target}.values():
        look.at("mails to others", f"mail of {row.kind}", bytes_of(letter(row)), row.recipient)
    for pk, each in write_weekly(people).items():
        look.at("mails to others", "weekly mail", bytes_of(each.mail), User.objects.get(pk=pk))


def bytes_of(mail):
    return "\n".join([mail.subject, mail.sender, mail.text, mail.html, repr(mail.headers)]).encode()


def main():
    say = sys.stdout.write
    say("control: {} of {} disguises seen through\n".format(*control()))
    _world, people, subjects = migrated_world()
    size = {"volunteers": PEOPLE, "organizations": 5, "calls": 40, "contributions": 600}
    call_command("populate", **size, stdout=io.StringIO(), verbosity=0)
    crowd, words = [*User.objects.filter(email__endswith="@crowd.example.org")[:PEOPLE]], Words()
    for (model, why), number in give_everybody_rows(crowd).items():
        say(f"{model}: {number} have one already ({why})\n")
    clients = browsers(people)
    attach_pictures(crowd, words)
    fields = mark(words)
    look = Look(words)
    people = {role: person and User.objects.get(pk=person.pk) for role, person in people.items()}
    see_files(look)
    see_pages(look, clients, people, subjects)
    see_words_sent(look, people, User.objects.filter(pk__in=[person.pk for person in crowd]))
    say(f"{len(fields)} fields, {len(words.about):,} words\n\n")
    tell(look)


def see_words_sent(look, people, crowd):
    """What goes to people: exports and mails; and, as a control, what must not be found."""
    see_exports(look, [people["volunteer"], people["elsewhere"], *crowd[:5]])
    see_mails(look, [*crowd])
    look.at("control: one, planted", "a page", people["volunteer"].email.encode())


def tell(look):
    """Print what was looked at, and what was found."""
    say = sys.stdout.write
    line = "{:<28}{:>10}{:>14}{:>16}{:>16}\n"
    say(line.format("", "answers", "bytes", "words, public", "words, private"))
    for audience, number in look.answers.items():
        private = sum(len(where) for (whose, _place), where in look.found.items() if whose == audience)
        say(line.format(audience, number, look.bytes[audience], look.public[audience], private))
    for (audience, place), where in sorted(look.found.items()):
        say(f"  {audience}: {place} at {', '.join(sorted({str(address) for address, _pk in where})[:8])}\n")


if __name__ == "__main__":
    main()
