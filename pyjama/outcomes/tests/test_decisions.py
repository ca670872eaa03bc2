"""What an organization gives counts as long as it is verified."""

from pyjama.core import clock
from pyjama.karma.models import Entry, Reason
from pyjama.organizations.models import Organization
from pyjama.outcomes.desk.actions import credit_contributions, follow_decisions

GIVEN = [Reason.USED, Reason.INSPIRED, Reason.THANKED]


def standing(call):
    """The credits on a call that bring karma now."""
    answers = call.contributions.values("pk")
    return Entry.objects.standing().filter(reason__in=GIVEN, object_id__in=answers).count()


def decide(organization, status):

    Organization.objects.filter(pk=organization.pk).update(status=status, decided_at=clock.now())


def credited_call(world):
    call = world.call("menu")
    answers = call.contributions.answers()
    credit_contributions(
        call=call, organizer=world.chloe, credits=dict.fromkeys(answers.values_list("pk", flat=True), "used")
    )
    return call, answers.count()


def test_a_refused_organizations_credits_bring_nothing_until_it_is_verified_again(world):
    call, number = credited_call(world)
    assert standing(call) == number > 0
    for status, brings in [("refused", 0), ("refused", 0), ("verified", number), ("verified", number)]:
        decide(call.organization, status)
        follow_decisions()
        assert standing(call) == brings


def test_what_it_credits_while_it_is_refused_brings_nothing(world):
    call = world.call("menu")
    decide(call.organization, "refused")
    credited_call(world)
    assert standing(call) == 0
    assert call.contributions.answers().filter(credit="used").exists()
