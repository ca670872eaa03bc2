from pyjama.contributions.models.contribution import (
    CONTRIBUTIONS_PER_PAGE,
    LONGEST_BODY,
    Contribution,
    Revision,
    UsefulVote,
    with_replies,
)
from pyjama.contributions.models.guest import Guest, HeldContribution

__all__ = [
    "CONTRIBUTIONS_PER_PAGE",
    "LONGEST_BODY",
    "Contribution",
    "Guest",
    "HeldContribution",
    "Revision",
    "UsefulVote",
    "with_replies",
]
