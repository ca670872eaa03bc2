"""Two people, or two clicks, in the same second."""

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection

from pyjama.core.refusals import Refused
from pyjama.mail.models import Mail
from pyjama.organizations.actions import (
    accept_invitation,
    ask_organization,
    change_role,
    invite,
    refuse_organization,
    register_organization,
    remove_member,
    renew_invitation,
    take_back_invitation,
    verify_organization,
)
from pyjama.organizations.models import Organization
from pyjama.topics.models import Cause
from pyjama.world.telling import TOKEN

SAM = "sam@example.org"
LOG = 'INSERT INTO "organizations_logline"'
MEMBERSHIP, INVITATION, ORGANIZATION = (f'"organizations_{name}"' for name in ("membership", "invitation", "organization"))


@pytest.fixture
def at_once():
    """A function: do acts in threads, each waiting for the others before (for half a second); what broke, not refusals.

    Each act comes with the beginning of the statement before which it waits.
    """

    def run(*acts):
        meeting, broken = Barrier(len(acts)), []

        def work(act, statement):
            def wait(execute, sql, *rest):
                if sql.startswith(statement):
                    with suppress(BrokenBarrierError):
                        meeting.wait(timeout=0.5)
                return execute(sql, *rest)

            try:
                with connection.execute_wrapper(wait), suppress(Refused):
                    act()
            except Exception as error:
                broken.append(error)
            connection.close()

        threads = [Thread(target=work, args=act) for act in acts]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        return broken

    return run


def offer(world):
    """An invitation for Sam, and the token of its mail."""
    refuge = world.organization("refuge")
    invitation = invite(organization=refuge, inviter=world.chloe, email=SAM, role="editor")
    return invitation, TOKEN.search(Mail.objects.filter(recipient=SAM).latest("pk").text).group()


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_accepted_while_another_is_sent(world, at_once):
    invitation, token = offer(world)
    again = partial(invite, organization=invitation.organization, inviter=world.chloe, email=SAM, role="owner")
    accept = partial(accept_invitation, token=token, person=world.sam)

    assert at_once((again, f"UPDATE {INVITATION}"), (accept, f"UPDATE {INVITATION}")) == []


@pytest.mark.django_db(transaction=True)
def test_the_same_registration_sent_twice_makes_one_organization(world, at_once):
    fields = {"name": "Deux fois", "mission_fr": "Une seule.", "city": "Laval", "province": "QC", "website": ""}
    causes = list(Cause.objects.all()[:1])
    register = partial(register_organization, owner=world.amina, causes=causes, charity_number="", **fields)

    assert at_once(*[(register, f"INSERT INTO {ORGANIZATION}")] * 2) == []
    assert Organization.objects.filter(name="Deux fois").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invitation_sent_by_two_clicks_is_mailed_once_and_its_link_opens(world, at_once):
    refuge, before = world.organization("refuge"), Mail.objects.filter(recipient=SAM).count()
    click = partial(invite, organization=refuge, inviter=world.chloe, email=SAM, role="editor")

    assert at_once(*[(click, f"INSERT INTO {INVITATION}")] * 2) == []
    mails = Mail.objects.filter(recipient=SAM).order_by("pk")[before:]
    assert len(mails) == 1
    accept_invitation(token=TOKEN.search(mails[0].text).group(), person=world.sam)


@pytest.mark.django_db(transaction=True)
def test_an_invitation_renewed_by_two_clicks_is_mailed_once_and_its_link_opens(world, at_once):
    invitation, _former = offer(world)
    before = Mail.objects.filter(recipient=SAM).count()
    click = partial(renew_invitation, invitation=invitation, owner=world.chloe)

    assert at_once(*[(click, f"INSERT INTO {INVITATION}")] * 2) == []
    mails = Mail.objects.filter(recipient=SAM).order_by("pk")[before:]
    assert len(mails) == 1
    accept_invitation(token=TOKEN.search(mails[0].text).group(), person=world.sam)


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_in_the_same_second_one_stays(world, at_once):
    refuge = world.organization("refuge")
    change_role(membership=refuge.memberships.get(person=world.marc), role="owner", owner=world.chloe)
    places = refuge.memberships.select_related("organization")
    leave = [partial(remove_member, membership=place, person=place.person) for place in places.select_related("person")]

    assert at_once(*[(act, " ".join(["DELETE FROM", MEMBERSHIP])) for act in leave]) == []
    assert refuge.memberships.owners().count() == 1


def test_an_invitation_accepted_before_it_is_taken_back_stays_accepted(world):
    invitation, token = offer(world)
    accept_invitation(token=token, person=world.sam)
    take_back_invitation(invitation=invitation, owner=world.chloe)

    invitation.refresh_from_db()
    assert invitation.accepted_at


@pytest.mark.django_db(transaction=True)
def test_two_moderators_who_decide_at_once_make_one_decision(world, at_once):
    jardin = world.organization("jardin")
    decision = {"organization": jardin, "moderator": world.odile, "version": jardin.version}
    verify = partial(verify_organization, **decision, checked=["proof"])
    refuse = partial(refuse_organization, **decision, reason="Nobody knows it.")

    assert at_once((verify, LOG), (refuse, LOG)) == []
    jardin.refresh_from_db()
    assert [line.kind for line in jardin.log.all()] == [jardin.status, "registered"]


@pytest.mark.django_db(transaction=True)
def test_a_question_sent_twice_at_once_is_asked_once(world, at_once):
    jardin = world.organization("jardin")
    ask = partial(ask_organization, organization=jardin, moderator=world.odile, text="Who are you?")

    assert at_once(*[(ask, LOG)] * 2) == []
    assert jardin.log.said().count() == 1
    assert world.nadia.notifications.filter(kind="organization_question").count() == 1
