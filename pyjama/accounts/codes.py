"""Six digits mailed to somebody who is signed in: they wait in her session, for ten minutes and three tries."""

from allauth.account.adapter import get_adapter
from django.conf import settings

from pyjama.core import clock


class MailedCode:
    """The code that waits in a session under a name, with `facts` (a dict) that it will confirm."""

    def __init__(self, session, name):
        self.session, self.name = session, name

    def start(self, **facts):
        """Draw another code, and return it."""
        code = get_adapter().generate_email_verification_code()
        self.session[self.name] = {"code": code, "at": clock.now().timestamp(), "tries": 0, "facts": facts}
        return code

    @property
    def is_waiting(self):
        kept = self.session.get(self.name)
        return bool(kept) and clock.now().timestamp() - kept["at"] <= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT

    @property
    def facts(self):
        return self.session[self.name]["facts"]

    @property
    def expected(self):
        """The digits; of a code that was never mailed, nothing that one could type."""
        return self.session[self.name]["code"]

    def count_wrong(self):
        """Count a wrong guess, and say whether another one is heard; after the last the code is gone."""
        kept = self.session[self.name]
        tries = kept["tries"] + 1
        if tries >= settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS:
            self.end()
            return False
        self.session[self.name] = kept | {"tries": tries}
        return True

    def end(self):
        self.session.pop(self.name, None)
