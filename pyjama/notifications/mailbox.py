"""The address beside the link that stops a mail: some mail programs know no other way, and it needs no words."""

from django.utils import translation

from pyjama.accounts.models import Consent
from pyjama.accounts.wordings import ONE_CLICK
from pyjama.mail.inbound.routes import receives
from pyjama.notifications import unsubscription
from pyjama.notifications.actions import choose


@receives(unsubscription.MAILBOX)
def stop(incoming):
    """Stop what the address names. As with the link, its signature is the permission: who wrote is not asked."""
    try:
        subscription = unsubscription.read_tag(incoming.tag)
    except unsubscription.Unreadable:
        return "unreadable"
    person, _kind, channel = subscription
    choices = dict.fromkeys(unsubscription.stopped_by(subscription), False)
    with translation.override(person.language):
        choose(person=person, channel=channel, choices=choices, way=Consent.Way.ONE_CLICK, version=ONE_CLICK)
    return "stopped"
