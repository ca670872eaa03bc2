"""The addresses to which mail servers return what they could not deliver, and what their people did not want."""

from pyjama.mail import bounces
from pyjama.mail.inbound.routes import receives
from pyjama.mail.reports import read_report


@receives(bounces.MAILBOX)
def receive_report(incoming):
    """Suspend the address of the message that a report is about; a forged tag, or no report, changes nothing."""
    mail = bounces.mail_of(incoming.tag)
    if mail is None:
        return "forged"
    report = read_report(incoming.message)
    if report.is_complaint:
        bounces.note_complaint(mail)
        return "complaint"
    if report.meaning is None:
        return "no failure"
    bounces.note_refused(mail, report.meaning, report.status)
    return report.meaning.value


@receives("complaints", needs_tag=False)
def receive_complaint(incoming):
    """Suspend the address of the message that a feedback loop returns: whole providers send to one address of ours.

    Which message it was says its bounce address, which stands in the report and which nobody else can sign.
    """
    if not read_report(incoming.message).is_complaint:
        return "no complaint"
    mail = bounces.mail_within(incoming.message)
    if mail is None:
        return "forged"
    bounces.note_complaint(mail)
    return "complaint"
