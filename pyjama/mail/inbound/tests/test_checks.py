import pytest

from pyjama.mail.inbound.checks import mail_comes_in_whole

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("domain", "server", "found"),
    [
        ("", "", []),
        ("reply.example.org", "", []),
        ("reply.example.org", "mx.example.org", []),
        ("", "mx.example.org", ["pyjama.W002"]),
        ("reply example", "", ["pyjama.E006"]),
        ("127.0.0.1", "", ["pyjama.E006"]),
        ("a" * 190 + ".example.org", "", ["pyjama.E006"]),
    ],
)
def test_half_a_configuration_is_warned_of(settings, domain, server, found):
    settings.INBOUND_DOMAIN, settings.INBOUND_AUTHSERV_ID = domain, server

    assert [each.id for each in mail_comes_in_whole(None)] == found


def test_a_webhook_without_a_secret_is_refused(settings):
    settings.INBOUND_DOMAIN, settings.MAIL_WEBHOOKS, settings.ANYMAIL = "reply.example.org", "postmark", {}
    assert [each.id for each in mail_comes_in_whole(None)] == ["pyjama.E007"]
    settings.ANYMAIL = {"WEBHOOK_SECRET": "name:password"}
    assert mail_comes_in_whole(None) == []
    settings.MAIL_WEBHOOKS = "postmen"
    assert [each.id for each in mail_comes_in_whole(None)] == ["pyjama.E012"]
