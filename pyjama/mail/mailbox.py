"""The address to which mail servers return what they could not deliver."""

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
