"""What the story tells of organizations being verified: looks at their websites, questions and answers, changes."""

from datetime import timedelta
from functools import partial

from pyjama.core import clock
from pyjama.organizations.actions import (
    answer_moderators,
    ask_organization,
    edit_organization,
    keep_look,
    verify_organization,
)
from pyjama.organizations.models import Check

SOON = timedelta(minutes=1)


def life_of_verification(cast, key, told, registered, moderator):
    """As pairs of a moment and what to do, like all steps of the telling."""
    if "site" in told:
        yield registered + SOON, partial(look, cast, key, told["site"])
    for said in told.get("said", []):
        yield hours_ago(said), partial(say, cast, key, said, moderator)
    if "formerly" in told:
        yield hours_ago(told["formerly"]), partial(change, cast, key, told)
        yield hours_ago(told["formerly"]) + SOON, partial(look, cast, key, told["formerly"]["site"])


def hours_ago(told):
    return clock.now() - timedelta(hours=told["hours_ago"])


def look(cast, key, finding):
    """The worker looks at the website, and finds what the story says: the demonstration needs no network."""
    organization = cast.organizations[key]
    keep_look(organization=organization, website=organization.website, finding=finding)


def say(cast, key, said, moderator):
    """A moderator asks, or somebody of the organization answers."""
    organization, person = cast.organizations[key], cast.people[said["by"]]
    if said["by"] == moderator:
        ask_organization(organization=organization, moderator=person, text=said["text"])
    else:
        answer_moderators(organization=organization, person=person, text=said["text"])


def verify(cast, key, moderator):
    """A moderator checks what there is: the number or the document, and the website."""
    organization = cast.organizations[key]
    found = {
        Check.What.NUMBER: organization.charity_number,
        Check.What.PROOF: organization.proof,
        Check.What.WEBSITE: organization.website,
    }
    cast.organizations[key] = verify_organization(
        organization=organization,
        moderator=cast.people[moderator],
        version=organization.version,
        checked=[what for what, given in found.items() if given],
    )


def change(cast, key, told):
    """An owner gives the organization its present name and website."""
    organization = cast.organizations[key]
    cast.organizations[key] = edit_organization(
        organization=organization,
        editor=cast.people[told["owner"]],
        version=organization.version,
        causes=organization.causes.all(),
        name=told["name"],
        website=told["website"],
    )
