from pyjama.contributions.actions.by_mail import stop_replies
from pyjama.contributions.actions.contribution import (
    edit_contribution,
    forget_votes,
    post_contribution,
    take_vote_back,
    vote_useful,
    withdraw_contribution,
)
from pyjama.contributions.actions.guest import (
    begin_guest,
    confirm_guest,
    forget_expired_guests,
    forget_guest,
    hold_contribution,
    keep_in_touch,
    publish_held,
    throw_away,
)
from pyjama.contributions.actions.networks import forget_arrivals, look_again, look_at
from pyjama.contributions.actions.tally import (
    forget_tallies,
    may_answer,
    may_mail,
    may_write,
)

__all__ = [
    "begin_guest",
    "confirm_guest",
    "edit_contribution",
    "forget_arrivals",
    "forget_expired_guests",
    "forget_guest",
    "forget_tallies",
    "forget_votes",
    "hold_contribution",
    "keep_in_touch",
    "look_again",
    "look_at",
    "may_answer",
    "may_mail",
    "may_write",
    "post_contribution",
    "publish_held",
    "stop_replies",
    "take_vote_back",
    "throw_away",
    "vote_useful",
    "withdraw_contribution",
]
