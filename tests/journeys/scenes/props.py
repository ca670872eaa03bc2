"""What the scenes need that the story of the world does not tell."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile

from pyjama.accounts.models import User
from pyjama.attachments.actions import attach, keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.tests.files import pdf, picture
from pyjama.calls.actions import close_call, edit_call, return_call, submit_call
from pyjama.contributions.actions import edit_contribution, post_contribution, withdraw_contribution
from pyjama.core import clock
from pyjama.mail.models import Mail
from pyjama.notifications.models import Kind
from pyjama.notifications.unsubscription import mute_token, preferences_token, token_for
from pyjama.organizations.actions import invite, register_organization
from pyjama.outcomes.story.actions import quote_contribution, take_quote_out
from pyjama.sponsors.models import Sponsor
from pyjama.world.build import World
from pyjama.world.people import join
from pyjama.world.story import address_of
from pyjama.world.telling import TOKEN
from tests.journeys.story import open_call

PASSWORD = "trois chaussettes sous le lit"


def lay_out():
    """Add them to the world; they come by name, beside the story's own."""
    world = World()
    for name, language in {"nour": "fr", "gaspard": "en"}.items():
        join(SimpleNamespace(people={}), name, {"name": name.capitalize(), "language": language, "joined": 0})
    User.objects.filter(pk=world.gilles.pk).update(password=make_password(PASSWORD))
    return SimpleNamespace(
        call=world.call,
        organization=world.organization,
        contribution=world.contribution,
        sponsor=Sponsor.objects.get(),
        own=own_contribution(world),
        gone=withdrawn_contribution(world),
        unanswered=closed_call(world),
        edited=edited_call(world),
        taken_out=quote_taken_out(world),
        pictured=pictured_call(world),
        closing={language: call_to_close(world, language) for language in ("fr", "en")},
        returned=returned_call(world),
        odiles=organization_of_a_moderator(world),
        invitation=token_of_invitation(world, "refuge"),
        expired=expired_invitation(world),
        mails={language: newest_mail(name) for language, name in {"fr": "chloe", "en": "ruth"}.items()},
        token=token_for(world.amina, Kind.REPLY),
        preferences=preferences_token(world.amina),
        mute=mute_token(world.amina, ("call", world.call("slogans").pk)),
    )


def answer(call, author, body, **fields):
    return post_contribution(call=call, author=author, body=body, language="en", submission_key=uuid.uuid4(), **fields)


def kept(owner, content, name):
    """A file that waits with its owner."""
    return keep_attachment(owner=owner, file=checked(SimpleUploadedFile(name, content)))


def files_of(owner):
    """One of each: a wide picture, a tall one that only decorates, and a paper."""
    return [
        (kept(owner, picture("PNG", (900, 300)), "wide.png"), "Two colours, side by side."),
        (kept(owner, picture("PNG", (300, 900)), "tall.png"), ""),
        (kept(owner, pdf(), "the-budget-of-the-whole-year-with-all-its-annexes.pdf"), ""),
    ]


def own_contribution(world):
    """Amina's, edited, with files."""
    contribution = answer(world.call("menu"), world.amina, "The Thursday Pot")
    return edit_contribution(
        contribution=contribution, body="The *Thursday* Pot", used_ai=True, attachments=files_of(world.amina)
    )


def withdrawn_contribution(world):
    contribution = answer(world.call("menu"), world.sam, "Never mind")
    withdraw_contribution(contribution=contribution)
    return contribution


def closed_call(world):
    """One that nobody answered."""
    return close_call(call=open_call(world.chloe, world.organization("refuge"), "Personne n’a répondu"))


def call_to_close(world, language):
    """One that is open until the scenes close it."""
    return open_call(world.ruth, world.organization("harbour"), f"Bientôt fini ({language})")


def edited_call(world):
    """One whose text changed since it was published."""
    call = world.call("cleanup")
    fields = {name: getattr(call, name) for name in ("kind", "language", "minutes", "enough", "closes_at")}
    body = f"{call.body}\n\nMerci !"
    return edit_call(call=call, editor=call.author, version=call.version, title=call.title, body=body, **fields)


def pictured_call(world):
    call = world.call("slogans")
    attach(target=call, person=world.chloe, files=files_of(world.chloe))
    return call


def quote_taken_out(world):
    """One of Lise's words, chosen and taken out again."""
    outcome = world.call("bingo").outcome
    contribution = world.contribution("bingo", "lise")
    return take_quote_out(quote=quote_contribution(outcome=outcome, contribution=contribution, body="J’attends le récit"))


def returned_call(world):
    """A first call that a moderator sent back."""
    call = submit_call(call=world.call("reading_club"))
    return return_call(call=call, note="Please say\nhow many people come.", moderator=world.odile)


def organization_of_a_moderator(world):
    """One that waits for another moderator than its owner."""
    causes = world.organization("refuge").causes.all()
    fields = {"name": "Les Archives du coin", "mission_fr": "Ranger.", "city": "Laval", "province": "QC"}
    return register_organization(owner=world.odile, causes=causes, website="https://facebook.com/archives", **fields)


def token_of_invitation(world, organization):
    """An invitation to Nour, by Chloé, as her mail has it."""
    invite(organization=world.organization(organization), inviter=world.chloe, email=address_of("nour"), role="owner")
    return TOKEN.search(Mail.objects.filter(recipient=address_of("nour")).latest("pk").text).group()


def expired_invitation(world):
    """One that Nour found in her mail too late."""
    with clock.at(clock.now() - timedelta(days=15)):
        return token_of_invitation(world, "harbour")


def newest_mail(name):
    return Mail.objects.with_html().newest_to(address_of(name))[0].pk
