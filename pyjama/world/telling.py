"""Turns the story into steps: what somebody does, and when. The verbs are the site's own actions."""

import re
import uuid
from datetime import timedelta
from functools import partial
from operator import itemgetter
from types import SimpleNamespace

from pyjama.attachments.images import public_image
from pyjama.calls.actions import approve_call, draft_call, submit_call
from pyjama.contributions.actions import edit_contribution, post_contribution, vote_useful, withdraw_contribution
from pyjama.core import clock
from pyjama.mail.models import Mail
from pyjama.matching.actions import take_stance
from pyjama.organizations.actions import (
    accept_invitation,
    invite,
    refuse_organization,
    register_organization,
)
from pyjama.organizations.models import Organization
from pyjama.outcomes.actions import finish_call
from pyjama.outcomes.desk.actions import credit_contributions, thank_the_rest, write_note
from pyjama.topics.models import Cause, Skill
from pyjama.world import story
from pyjama.world.beside import files
from pyjama.world.moderating import life_of_first_links, life_of_moderation
from pyjama.world.outcomes import life_of_outcome, write
from pyjama.world.papers import paper
from pyjama.world.people import life_of_person
from pyjama.world.rounds import mails_of_the_calendar, rounds
from pyjama.world.trials import life_of_trial
from pyjama.world.verification import life_of_verification, verify

MODERATOR = "odile"
WRITING, REVIEW, SORTING = timedelta(days=1), timedelta(hours=16), timedelta(minutes=40)
BETWEEN_VOTES = timedelta(hours=5)
DESCRIPTION = ["name", "mission_fr", "mission_en", "city", "province"]
WISHES = ["kind", "title", "language", "minutes", "enough"]
TOKEN = re.compile(r"[\w-]{43}")


def tell():
    """Let everything happen, in the order of time, with the clock set to each moment."""
    cast = SimpleNamespace(people={}, organizations={}, calls={}, contributions={})
    for moment, act in sorted(steps(cast), key=itemgetter(0)):
        with clock.at(moment):
            act()


def steps(cast):
    """All that happens, as pairs of a moment and what to do; `cast` keeps by key who and what came to be so far."""
    for key, person in story.people().items():
        yield from life_of_person(cast, key, person)
    for key, organization in story.organizations().items():
        yield from life_of_organization(cast, key, organization)
    for key, call in story.calls().items():
        yield from life_of_call(cast, key, call)
        for number, contribution in enumerate(call.get("contributions", [])):
            yield from life_of_contribution(cast, call, contribution, place=(key, number))
    yield from life_of_first_links(cast, MODERATOR)
    yield from life_of_moderation(cast, MODERATOR)
    yield from mails_of_the_calendar()


# Organizations


def life_of_organization(cast, key, told):
    registered = story.beginning(told)
    yield registered, partial(register, cast, key, told)
    if "decided_days_ago" in told:
        yield story.moment(told["decided_days_ago"], told["at"]), partial(decide, cast, key, told)
    for turn, editor in enumerate(told.get("editors", []), 2):
        yield registered + timedelta(days=turn), partial(join_team, cast, key, told["owner"], editor)
    for stranger, days_ago in told.get("invited", {}).items():
        yield story.moment(days_ago, told["at"]), partial(ask_into_team, cast, key, told["owner"], stranger)
    yield from life_of_verification(cast, key, told, registered, MODERATOR)
    if "forsaken_days_ago" in told:
        yield story.moment(told["forsaken_days_ago"], told["at"]), partial(forsake, cast, key)


def register(cast, key, told):
    cast.organizations[key] = register_organization(
        owner=cast.people[told["owner"]],
        causes=Cause.objects.filter(slug__in=told["causes"]),
        website=first_told(told, "website"),
        charity_number=told.get("charity_number", ""),
        logo=public_image(story.upload(f"logos/{told['logo']}")) if "logo" in told else "",
        proof=paper(told["proof"]) if "proof" in told else "",
        **{name: first_told(told, name) for name in DESCRIPTION},
    )


def first_told(told, name):
    """What an organization said of itself when it registered."""
    return told.get("formerly", {}).get(name, told.get(name, ""))


def decide(cast, key, told):
    if told["status"] == Organization.Status.VERIFIED:
        return verify(cast, key, MODERATOR)
    asked = {"organization": cast.organizations[key], "moderator": cast.people[MODERATOR]}
    refuse_organization(**asked, reason=told["refusal"], version=asked["organization"].version)


def join_team(cast, key, owner, editor):
    """An owner invites somebody, who opens the link in the mail."""
    address = ask_into_team(cast, key, owner, editor)
    token = TOKEN.search(Mail.objects.filter(recipient=address).latest("pk").text)
    accept_invitation(token=token.group(), person=cast.people[editor])


def ask_into_team(cast, key, owner, somebody):
    """An owner invites somebody, perhaps without an account; the address (str) that the mail goes to."""
    address = story.address_of(somebody)
    invite(organization=cast.organizations[key], inviter=cast.people[owner], email=address, role="editor")
    return address


def forsake(cast, key):
    """The last member goes. The actions refuse that; an account that is deleted will leave such an organization behind."""
    cast.organizations[key].memberships.all().delete()


# Calls


def life_of_call(cast, key, told):
    begun, closes = story.beginning(told), story.deadline(told)
    if told["state"] == "draft":
        yield begun, partial(draft, cast, key, told, closes)
        yield from life_of_trial(cast, key, told)
        return
    yield begun - WRITING, partial(draft, cast, key, told, closes)
    yield begun - REVIEW if told.get("reviewed") else begun, partial(publish, cast, key)
    if told["state"] != "review":
        yield from life_in_public(cast, key, told)


def life_in_public(cast, key, told):
    if told.get("reviewed"):
        yield story.beginning(told), partial(approve, cast, key)
    yield from rounds(story.deadline(told))
    for turn, reader in enumerate(told.get("saved", []), 1):
        yield story.beginning(told) + turn * BETWEEN_VOTES, partial(save, cast, key, reader)
    for closing in {"sorting", "outcome"} & told.keys():
        yield story.within(told, told[closing]) - SORTING, partial(credit, cast, key, told, told[closing])
    if "outcome" in told:
        yield story.within(told, told["outcome"]), partial(finish, cast, key, told)
        yield from life_of_outcome(cast, key, told)


def approve(cast, key):
    """A moderator has read the first call of an organization."""
    approve_call(call=cast.calls[key], version=cast.calls[key].version, moderator=cast.people[MODERATOR])


def draft(cast, key, told, closes):
    cast.calls[key] = draft_call(
        organization=cast.organizations[told["organization"]],
        author=cast.people[told["author"]],
        skills=Skill.objects.filter(slug__in=told["skills"]),
        body=told["body"].strip(),
        closes_at=closes,
        attachments=files(cast.people[told["author"]], told),
        **{name: told[name] for name in WISHES},
    )


def publish(cast, key):
    submit_call(call=cast.calls[key], publisher=cast.calls[key].author)


def save(cast, key, reader):
    """Somebody keeps a call for later."""
    take_stance(person=cast.people[reader], call=cast.calls[key], kind="saved")


def credit(cast, key, told, closing):
    """The organization says what became of each contribution, or of some of them."""
    given = {
        cast.contributions[key, number].pk: contribution["credit"]
        for number, contribution in enumerate(told["contributions"])
        if "credit" in contribution
    }
    credit_contributions(call=cast.calls[key], organizer=cast.people[closing["author"]], credits=given)


def finish(cast, key, told):
    """The organization thanks the others, and says what the help changed."""
    call, outcome = cast.calls[key], told["outcome"]
    organizer = cast.people[outcome["author"]]
    thank_the_rest(call=call, organizer=organizer)
    write(call, organizer, told, body=outcome.get("formerly", outcome["body"]))
    finish_call(call=call)


# Contributions


def life_of_contribution(cast, call, told, *, place, parent=None):
    """`place` is the key of the call, the contribution's number under it, and the reply's number where it is one."""
    posted = story.within(call, told)
    yield posted, partial(post, cast, call, told, place, parent)
    for change, act in {"edited": edit, "withdrawn": withdraw}.items():
        if change in told:
            yield story.within(call, told[change]), partial(act, cast, told, place)
    voters = told.get("useful", [])
    pause = min(BETWEEN_VOTES, (clock.now() - posted) / (len(voters) + 1))
    for turn, voter in enumerate(voters, 1):
        yield posted + turn * pause, partial(vote, cast, place, voter)
    for written in told.get("notes", []):
        yield story.within(call, written), partial(note, cast, place, written)
    for number, reply in enumerate(told.get("replies", [])):
        yield from life_of_contribution(cast, call, reply, place=(*place, number), parent=place)


def post(cast, call, told, place, parent):
    cast.contributions[place] = post_contribution(
        call=cast.calls[place[0]],
        author=cast.people[told["author"]],
        body=told.get("formerly", told["body"]).strip(),
        language=told.get("language", call["language"]),
        used_ai=told.get("used_ai", False),
        submission_key=uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, place))),
        parent=cast.contributions[parent] if parent else None,
        attachments=files(cast.people[told["author"]], told),
        minutes_taken=told.get("took"),
    )


def edit(cast, told, place):
    contribution = cast.contributions[place]
    edit_contribution(contribution=contribution, body=told["body"].strip(), used_ai=contribution.used_ai)


def withdraw(cast, told, place):
    withdraw_contribution(contribution=cast.contributions[place])


def vote(cast, place, voter):
    vote_useful(contribution=cast.contributions[place], voter=cast.people[voter])


def note(cast, place, told):
    write_note(contribution=cast.contributions[place], author=cast.people[told["author"]], body=told["body"])
