"""Who answers by mail: a token is not enough, as whoever was passed the mail on has it too."""

from enum import Enum

from pyjama.accounts.models import User
from pyjama.contributions.by_mail import tokens
from pyjama.contributions.models import StoppedReplies
from pyjama.mail.inbound import trust


class Standing(Enum):
    """What may be done with a message: take it, tell its sender that its address is over, tell the owner, or nothing."""

    GOOD = "good"
    OVER = "over"
    ELSEWHERE = "elsewhere"
    STRANGER = "stranger"


def sender_of(incoming):
    """The Standing of a message, and the person (User) to whom its address was given, or None.

    Nobody but that person is ever written to, and only at her own address. Where the token is none of ours, it is the
    person whose address it comes from, if our own mail server found that it truly does.
    """
    verdict, token = trust.verdict(incoming), tokens.read(incoming.tag)
    if verdict == "fail":
        return Standing.STRANGER, None
    if not token:
        person = person_at(incoming.author) if verdict == "pass" else None
        return (Standing.OVER, person) if person else (Standing.STRANGER, None)
    person = User.objects.filter(pk=token.person, is_active=True).first()
    if not person:
        return Standing.STRANGER, None
    if not is_hers(person, incoming.author):
        return Standing.ELSEWHERE, person
    is_over = token.is_old or StoppedReplies.objects.stopped(person, token.made_at)
    return (Standing.OVER if is_over else Standing.GOOD), person


def is_hers(person, address):
    """Whether a person has confirmed an address (str)."""
    return person.emailaddress_set.filter(email__iexact=address, verified=True).exists()


def person_at(address):
    """The person (User) whose confirmed address this is, or None."""
    confirmed = User.objects.filter(emailaddress__email__iexact=address, emailaddress__verified=True, is_active=True)
    return confirmed.first() if address else None
