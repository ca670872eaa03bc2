from pyjama.mail.tests.conftest import no_mail, server

__all__ = ["no_mail", "server"]
