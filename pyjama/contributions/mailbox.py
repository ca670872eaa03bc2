"""What comes by mail to the address that news of a thread carries: a reply in that thread."""

from django.utils import translation
from django.utils.translation import gettext as _

from pyjama.contributions.by_mail import tokens
from pyjama.contributions.by_mail.answers import answer
from pyjama.contributions.by_mail.replies import post_reply
from pyjama.contributions.by_mail.senders import Standing, sender_of
from pyjama.core.refusals import Refused
from pyjama.mail.inbound import quoting, texts, trust
from pyjama.mail.inbound.routes import address, receives
from pyjama.notifications.answering import answered_at
from pyjama.notifications.models import Kind


@answered_at(Kind.REPLY, Kind.NEW_CONTRIBUTION)
def reply_address(person, contributions):
    """Where a person answers what a mail tells her of: the thread, if it is one; of several she chooses on the site."""
    threads = {contribution.parent_id or contribution.pk for contribution in contributions}
    return address("reply", tokens.write(person, contributions[-1])) if len(threads) == 1 else ""


@receives("reply")
def receive_reply(incoming):
    """Publish a reply, or tell its author politely why not; strangers, forgers and machines are told nothing."""
    if trust.is_to_ignore(incoming):
        return "ignored"
    standing, person = sender_of(incoming)
    if standing == Standing.STRANGER:
        return "stranger"
    with translation.override(person.language):
        return take(incoming, person, standing)


def take(incoming, person, standing):
    """What becomes of a message of known Standing, in the language of the person."""
    if standing == Standing.ELSEWHERE:
        why = _(
            "A reply to one of your mails came from an address that is not yours here. Write from yours, or on the site."
        )
        return told(answer(incoming, person, why))
    text = texts.text_of(incoming.message)
    words = quoting.own_words(text)
    try:
        if standing == Standing.OVER:
            raise Refused(_("The address you wrote to takes no more replies. Open the thread on the site and reply there."))
        post_reply(incoming, person, words)
    except Refused as refusal:
        # Where all was quoted there is nothing of hers to give back.
        return told(answer(incoming, person, str(refusal), words or ("" if "\n>" in text else text)))
    return "published"


def told(is_told):
    return "refused, told" if is_told else "refused"
