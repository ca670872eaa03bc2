from pyjama.contributions.models.arrival import Arrival
from pyjama.contributions.models.by_mail import StoppedReplies
from pyjama.contributions.models.contribution import (
    CONTRIBUTIONS_PER_PAGE,
    LONGEST_BODY,
    Contribution,
    Revision,
    UsefulVote,
    with_replies,
)
from pyjama.contributions.models.guest import Guest, HeldContribution
from pyjama.contributions.models.tally import Tally

__all__ = [
    "CONTRIBUTIONS_PER_PAGE",
    "LONGEST_BODY",
    "Arrival",
    "Contribution",
    "Guest",
    "HeldContribution",
    "Revision",
    "StoppedReplies",
    "Tally",
    "UsefulVote",
    "with_replies",
]
