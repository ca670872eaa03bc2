"""What a test of access asks for, or asks as: rows of people of the story."""

import re
from uuid import uuid4

from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore

from pyjama.accounts.actions import change_email
from pyjama.accounts.tests.passkeys import made_for
from pyjama.attachments.actions import attach, keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.tests.files import proof
from pyjama.clarity.actions import ask_readers
from pyjama.contributions.actions import post_contribution
from pyjama.mail.models import Mail
from pyjama.moderation.actions import appeal, decide, report
from pyjama.moderation.models import Ground, Verb
from pyjama.notifications.models import Kind, Notification
from pyjama.notifications.push.actions import keep_device
from pyjama.notifications.push.tests.service import Subscription
from pyjama.notifications.unsubscription import mute_token, preferences_token, token_for
from pyjama.organizations.actions import invite
from pyjama.outcomes.desk.actions import write_note
from pyjama.outcomes.story.actions import quote_contribution, write_story
from pyjama.privacy.actions import ask_for_unlisting
from pyjama.privacy.models import Incident
from pyjama.sponsors.letters import token_for as sponsor_token
from pyjama.sponsors.models import Sponsor


def paper_beside(call):
    """The name of a file that is attached to a call."""
    paper = keep_attachment(owner=call.author, file=checked(proof()))
    attach(target=call, person=call.author, files=[(paper, "")])
    return paper.files[0]


def asked_to_forget(call):
    """Somebody without an account asks that search engines forget a call."""
    words = {"ground": "harm", "words": "It names me.", "email": "somebody@example.org", "language": "en"}
    return ask_for_unlisting(person=None, path=call.get_absolute_url(), **words)


def session_of(person):
    """A session of hers at another browser."""
    store = SessionStore()
    store.create()
    return UserSession.objects.create(user=person, session_key=store.session_key, ip="192.0.2.1", user_agent="Firefox")


def device_of(person):
    """A browser of hers that rings."""
    told = Subscription("http://127.0.0.1:9999/send").told()
    return keep_device(person=person, session_key=session_of(person).session_key, name="Firefox", **told)


def reported(row, world):
    """The item in the queue about a row that somebody reports."""
    return report(row=row, reporter=world.yasmine, network="192.0.2.1", ground=Ground.SPAM).item


def hidden(row, world):
    """What the moderator decides of a row of Amina's."""
    return decide(item=reported(row, world), moderator=world.odile, verb=Verb.WARN, ground=Ground.ASTRAY)


def suspended(person, world):
    """Somebody who may read, and write nothing for a while."""
    row = person.contributions.answers().first() or world.call("menu").contributions.answers().filter(author=person).first()
    made = report(row=row, reporter=world.victor, network="192.0.2.1", ground=Ground.SPAM)
    decide(item=made.item, moderator=world.odile, verb=Verb.SUSPEND, ground=Ground.SPAM, days=7)
    return person


def people_who_ask(world):
    """Who asks: those of the columns of access.txt but the sponsor, for rows that are the refuge's."""
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


def asked_for(world):
    """What is asked for, by the words of access.txt, as arguments of its address."""
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
