"""Who helps: Amina, who has given much; Nour, who has just arrived."""

import uuid
from http import HTTPStatus

from django.core.files.uploadedfile import SimpleUploadedFile

from pyjama.accounts.models import User
from pyjama.attachments.tests.files import SVG, pdf, picture
from pyjama.contributions.actions import vote_useful
from pyjama.core import clock
from pyjama.notifications.push.tests.service import Subscription
from pyjama.volunteers.models import Profile
from pyjama.world.story import address_of


def play(readers, props):
    looks_back(readers.amina, props)
    rings(readers.amina)
    has_just_arrived(readers.nour, props)
    says_who_she_is(readers, props)
    is_quoted(readers, props)
    reads_a_draft(readers, props)
    answers(readers, props)
    changes_what_was_written(readers.amina, props)


def looks_back(amina, props):
    amina.sees("pages:home")
    amina.sees("pages:mine")
    amina.sees("pages:given")
    amina.sees("karma:mine")
    amina.client.post(
        amina.path("drafts:keep"), {"place": "pages:call/1", "name": "body", "text": "Half.", "version": "0", "path": "/en/"}
    )
    amina.sees("drafts:list")
    amina.sees("organizations:invitation", props.invitation, status=HTTPStatus.NOT_FOUND)
    amina.sees("notifications:list")
    amina.sees("notifications:preferences")
    amina.sees("digests:weekly")
    amina.sends("digests:weekly", weekday="9")
    amina.does("digests:weekly", is_wanted="on", weekday="0")
    amina.does("notifications:preferences", **{"reply-mail": "on"})
    amina.sees("notifications:quiet")
    amina.sends("notifications:quiet", is_on="on", starts_at="22:00", ends_at="22:00", time_zone="Europe/Paris")
    hears_of_many_at_once(amina, props)
    amina.does("notifications:read_all")
    amina.sees("contributions:stop_replies")
    amina.does("contributions:stop_replies")


def hears_of_many_at_once(amina, props):
    """Votes that are one line; and what she follows and mutes."""
    for name in ("sam", "lise", "camille", "odile"):
        vote_useful(contribution=props.own, voter=User.objects.get(email=address_of(name)))
    amina.sees("notifications:list")
    call = props.call("slogans")
    amina.does("notifications:interest", "call", call.pk, change="mute")
    amina.does("notifications:interest", "organization", call.organization_id, change="follow")
    amina.sees("pages:organization", call.organization_id, call.organization.slug)
    amina.sees("notifications:preferences")
    amina.does("notifications:interest", "call", call.pk, change="none", back="preferences")


def rings(amina):
    """A device, as one asks for it, calls it something else, tries it and removes it; and one that nobody can ring."""
    device = Subscription("http://127.0.0.1:9999/send").told()
    amina.sends("notifications:push:keep", status=HTTPStatus.CONFLICT, endpoint="https://push.example.org/")
    amina.does("notifications:push:keep", **device)
    pk = amina.person.devices.get().pk
    amina.sees("notifications:push:edit", pk)
    amina.sends("notifications:push:edit", pk, name="")
    amina.does("notifications:push:edit", pk, name="Le <petit> téléphone", shows_words="on")
    amina.does("notifications:push:try", pk)
    amina.person.devices.update(failures=1, last_used_at=clock.now())
    amina.sees("notifications:preferences")
    amina.does("notifications:push:remove", pk)


def has_just_arrived(nour, props):
    nour.sees("pages:mine")
    nour.sees("karma:mine")
    nour.sees("notifications:list")
    nour.sees("organizations:register")
    nour.sends("organizations:register", name=" ", charity_number="12", website="x y", email="", province="XX")
    nour.sees("organizations:invitation", props.invitation)
    nour.sees("organizations:invitation", "torn", status=HTTPStatus.NOT_FOUND)
    nour.sees("organizations:invitation", props.expired, status=HTTPStatus.NOT_FOUND)


def says_who_she_is(readers, props):
    """A profile that is open, one that is closed, one that cannot be saved so; and an organization that is followed."""
    camille, amina = (Profile.objects.get(person__display_name=name) for name in ("Camille", "Amina"))
    readers.visitor.sees("pages:person", camille.pk, camille.slug)
    readers.amina.sees("pages:person", amina.pk, amina.slug)
    readers.amina.sees("volunteers:edit")
    readers.amina.sends("volunteers:edit", links="x y", minutes="7", languages="de", causes="0")
    readers.nour.sees("volunteers:edit")
    readers.nour.sees("pages:given")
    organization = props.call("slogans").organization_id
    readers.nour.asks("notifications:interest", "organization", organization, sent={"change": "follow"})


def reads_a_draft(readers, props):
    token = props.call("members_card").trial.token
    readers.visitor.sees("clarity:read", token)
    readers.amina.sees("clarity:read", token)
    readers.amina.sends("clarity:read", token, clarity="", sentence="x" * 301)
    readers.camille.sees("clarity:read", token)


def is_quoted(readers, props):
    """Asked, with a yes, with a no; and taken out meanwhile."""
    call = props.call("snowbanks")
    for name in ("patenaude", "noemie", "ti_guy"):
        quote = call.outcome.quotes.of_contribution(props.contribution("snowbanks", name))
        getattr(readers, name).sees("outcomes:consent", quote.pk)
    readers.patenaude.sees("notifications:list")
    readers.lise.sees("outcomes:consent", props.taken_out.pk)


def answers(readers, props):
    """In a form of her own, in one that comes back, with files that wait, and in place."""
    amina, chloe, menu = readers.amina, readers.chloe, props.call("menu")
    theirs = props.contribution("menu", "jean_philippe")
    amina.sees("pages:call", menu.pk, menu.slug)
    amina.sends("pages:call", menu.pk, menu.slug, body="", language="xx")
    amina.sees("matching:call", menu.pk)
    amina.asks("matching:stance", menu.pk, sent={"stance": "save"})
    amina.sends("matching:call", menu.pk, body="", language="xx")
    chloe.sends("pages:call", menu.pk, menu.slug, body="Twice", files=files(), add_files="1")
    chloe.sends("pages:call", menu.pk, menu.slug, files=files(), language="en", body="B", submission_key=uuid.uuid4())
    amina.sees("contributions:reply", theirs.pk)
    amina.asks("contributions:reply", theirs.pk)
    amina.sends("contributions:reply", theirs.pk, body="")
    amina.asks("matching:stance", menu.pk, sent={"stance": "save"})
    amina.asks("contributions:useful", theirs.pk, sent={})
    amina.asks("contributions:useful", props.own.pk, sent={}, status=HTTPStatus.CONFLICT)
    readers.visitor.asks("contributions:useful", theirs.pk, sent={}, status=HTTPStatus.CONFLICT)
    amina.sends("contributions:useful", props.own.pk, body="A long text that somebody typed.", status=HTTPStatus.CONFLICT)
    readers.visitor.asks("contributions:newer", menu.pk, query="?after=0")


def files():
    """A picture and a paper that are fine, and a file that is neither."""
    contents = {"cat.png": picture("PNG", (400, 300)), "budget.pdf": pdf(), "drawing.svg": SVG}
    return [SimpleUploadedFile(name, content) for name, content in contents.items()]


def changes_what_was_written(amina, props):
    amina.sees("contributions:edit", props.own.pk)
    amina.sends("contributions:edit", props.own.pk, body="")
    amina.sees("contributions:withdraw", props.own.pk)
