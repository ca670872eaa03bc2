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
