"""What people of the story do before anybody asks for help: they join, and say what they like."""

from datetime import timedelta
from functools import partial

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.drafts.actions import keep_draft
from pyjama.notifications.actions import choose, take_interest
from pyjama.notifications.models import SUMMARIES, Kind
from pyjama.topics.models import Cause, Skill
from pyjama.volunteers.actions import save_profile
from pyjama.world import story

SOON = timedelta(minutes=1)


def life_of_person(cast, key, told):
    """As pairs of a moment and what to do, like all steps of the telling."""
    joined = clock.now() - timedelta(days=told["joined"])
    yield joined, partial(join, cast, key, told)
    if "profile" in told:
        yield joined + SOON, partial(introduce, cast, key, told["profile"])
    for turn, kind in enumerate(told.get("asks_for", []), 2):
        yield joined + turn * SOON, partial(ask_for, cast, key, Kind(kind))
    if "draft" in told:
        yield clock.now() - timedelta(hours=told["draft"]["hours_ago"]), partial(begin, cast, key, told["draft"])
    for organization, days_ago in told.get("follows", {}).items():
        yield clock.now() - timedelta(days=days_ago), partial(follow_organization, cast, key, organization)


def join(cast, key, person):
    """Somebody makes an account, and confirms the address."""
    cast.people[key] = User.objects.create_user(
        story.address_of(key),
        display_name=person["name"],
        language=person["language"],
        is_moderator=person.get("moderator", False),
        is_staff=person.get("staff", False),
    )
    cast.people[key].emailaddress_set.create(email=story.address_of(key), verified=True, primary=True)


def introduce(cast, key, told):
    """Somebody says what she likes and can do, and perhaps lets others read it."""
    save_profile(
        person=cast.people[key],
        skills=Skill.objects.filter(slug__in=told.get("skills", [])),
        causes=Cause.objects.filter(slug__in=told.get("causes", [])),
        languages=told["languages"],
        minutes=told.get("minutes"),
        body=told["body"].strip(),
        links=told.get("links", []),
        is_public=told.get("is_public", False),
    )


def follow_organization(cast, key, organization):
    """Somebody wants to hear of an organization's next calls."""
    take_interest(person=cast.people[key], target=cast.organizations[organization])


def ask_for(cast, key, kind):
    """Somebody wants a mail that the calendar brings."""
    choose(person=cast.people[key], channel=SUMMARIES[kind], choices={kind: True})


def begin(cast, key, told):
    """Somebody begins to answer a call, and is called to supper."""
    call = cast.calls[told["call"]]
    keep_draft(
        person=cast.people[key],
        place=f"pages:call/{call.pk}",
        name="body",
        text=told["text"],
        version=0,
        title=call.title,
        path=call.get_absolute_url(),
    )
