"""The second step of a sign-in: when it is asked for, and that a code of the app serves once."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import compare_user_code, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt


class SecondStep(AuthenticateStage):
    """Asked of those who turned it on. A passkey alone does not bring it about: her mail remains a way in."""

    def handle(self):
        if not self.login.user or not self.login.user.has_second_step:
            return None, True
        return super().handle()


def refuse_used_code(authenticator, code):
    """Write down which code of the app was used, and refuse it and those before it from now on (RFC 6238, 5.2).

    The caller holds the person's authenticators. A recovery code is crossed out by the library.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return
    secret = decrypt(authenticator.data["secret"])
    fitting = (
        counter
        for counter in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter)))
    )
    counter, last = next(fitting, 0), authenticator.data.get("last_counter", 0)
    if counter <= last:
        raise get_adapter().validation_error("incorrect_code")
    authenticator.data["last_counter"] = counter
    authenticator.save(update_fields=["data"])
