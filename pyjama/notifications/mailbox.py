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
        person, kind, channel = unsubscription.read_tag(incoming.tag)
    except unsubscription.Unreadable:
        return "unreadable"
    with translation.override(person.language):
        choose(person=person, channel=channel, choices={kind: False}, way=Consent.Way.ONE_CLICK, version=ONE_CLICK)
    return "stopped"
