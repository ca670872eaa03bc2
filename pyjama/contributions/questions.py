"""What posting asks each time, its SQL made once (see core/questions.py)."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, F

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution, UsefulVote
from pyjama.core.limits import Pace
from pyjama.core.questions import Change, Question


def sent_with(author: int, key: UUID):
    return Contribution.objects.filter(author=author, submission_key=key).order_by()


def open_call_with_more(call: int, now: datetime, added: int):
    return Call.objects.open(now).filter(pk=call), {"contribution_count": F("contribution_count") + added}


def written_by(author):
    return Contribution.objects.filter(author=author)


def votes_on(contribution):
    votes = UsefulVote.objects.filter(contribution=contribution).order_by()
    return votes.values("contribution").annotate(number=Count("pk")).values_list("number")


# What a person sent with the key of a form; who speaks for an organization.
sent = Question(sent_with)
members = Question(lambda organization: User.objects.filter(organizations=organization).order_by("pk"))
pace, pace_of_first_day = (Pace(name, written_by, "posted_at") for name in ("contributions", "first_contributions"))
pace_of_votes = Pace("votes", lambda voter: UsefulVote.objects.filter(voter=voter), "voted_at")
# Whether somebody voted for a contribution; how many did, where anybody did; and writing that down.
vote = Question(
    lambda contribution, voter: UsefulVote.objects.filter(contribution=contribution, voter=voter).values_list("pk")
)
votes = Question(votes_on)
counting_votes = Change(
    lambda contribution, number: (Contribution.objects.filter(pk=contribution), {"useful_count": number})
)
# To a call, if it is open at a moment, so many contributions are added.
taking_in = Change(open_call_with_more)
