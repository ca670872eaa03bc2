"""Which news can be answered by mail, and where: the app that knows what an answer would be declares it."""

from pyjama.mail.inbound.routes import mailboxes

_addresses = {}


def answered_at(*kinds):
    """Declare a function as giving the address (str) where a person answers news of these kinds, "" where she cannot.

    It takes her, and what one mail tells her of: a list of rows, the oldest first.

    It stands in the `mailbox.py` of its app, beside what receives those answers, and asks nothing of the database.
    """

    def declare(function):
        _addresses.update(dict.fromkeys(kinds, function))
        return function

    return declare


def answer_address(group):
    """Where its recipient answers a mail that tells of some notifications (str), or "" where she cannot."""
    mailboxes()
    function = _addresses.get(group[0].kind)
    return function(group[0].recipient, [each.target for each in group]) if function else ""


def answer_headers(address):
    """What makes mail programs answer at an address (a dict); nothing where there is none."""
    return {"Reply-To": address} if address else {}
