from functools import partial

from pyjama.calls.previews import call
from pyjama.digests.previews import example
from pyjama.mail.previews import said
from pyjama.matching.choosing import Match
from pyjama.matching.digest.weekly import summary
from pyjama.notifications.models import Channel, Kind


@example(Kind.FITTING_CALLS, channel=Channel.DIGEST)
def weekly():
    reason = said(fr="parce que vous avez choisi l’alimentation", en="because you chose food")
    return partial(summary, [Match(call(), [reason], []), Match(call(), [], [])])


@example(Kind.FITTING_CALLS, "one", channel=Channel.DIGEST)
def one_call():
    return partial(summary, [Match(call(), [], [])])
