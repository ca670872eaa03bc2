from functools import partial

from pyjama.calls.previews import call
from pyjama.digests.letters import Item
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


def news():
    words = said(
        fr="3 personnes trouvent utile votre contribution à « Comment nommer notre fête ? ».",
        en="3 people find your contribution to “A name for our party?” useful.",
    )
    return [Item(words, call().get_absolute_url(), said(fr="26 novembre", en="November 26"))]


@example(Kind.FITTING_CALLS, "calls-and-news", channel=Channel.DIGEST)
def calls_and_news():
    return partial(summary, [Match(call(), [], [])], news())


@example(Kind.FITTING_CALLS, "news", channel=Channel.DIGEST)
def only_news():
    return partial(summary, [], news())
