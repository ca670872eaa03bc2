"""Which news can be answered by mail, and where: the app that knows what an answer would be declares it."""

from pyjama.mail.inbound.routes import mailboxes

_addresses = {}


def answered_at(*kinds):
    """Declare a function of a person and a target as giving the address (str) where she answers news of these kinds.

    It stands in the `mailbox.py` of its app, beside what receives those answers, and asks nothing of the database.
    """

    def declare(function):
        _addresses.update(dict.fromkeys(kinds, function))
        return function

    return declare


def answer_address(notification, target):
    """Where its recipient answers a notification about `target` by mail (str), or "" where she cannot."""
    mailboxes()
    function = _addresses.get(notification.kind)
    return function(notification.recipient, target) if function else ""


def answer_headers(address):
    """What makes mail programs answer at an address (a dict); nothing where there is none."""
    return {"Reply-To": address} if address else {}
