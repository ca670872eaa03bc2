from datetime import timedelta
from email.message import EmailMessage

import pytest

from pyjama.core import clock
from pyjama.mail.inbound.message import Incoming
from pyjama.notifications.actions import notify
from pyjama.notifications.mailbox import stop
from pyjama.notifications.models import Channel, Kind, Preference
from pyjama.notifications.unsubscription import stop_address

# In octets (RFC 5321, 4.5.3.1.1).
LONGEST_LOCAL_PART = 64


@pytest.fixture(autouse=True)
def takes_mail(settings):
    settings.INBOUND_DOMAIN = "reply.example.org"


def written_to(address):
    """An empty message to an address of ours, as the doorway gives it."""
    tag = address.partition("@")[0].partition("+")[2]
    return Incoming(key="x", tag=tag, sender="x@example.org", received_at=clock.now(), message=EmailMessage())


def test_an_empty_mail_to_the_address_stops_that_kind(world, outbox):
    notify([world.amina], Kind.CALL_APPROVED, world.call("menu"))
    link, address = outbox()[-1].headers["List-Unsubscribe"].split(", ")

    assert link.startswith("<http")
    assert stop(written_to(address.removeprefix("<mailto:").strip(">"))) == "stopped"
    assert Kind.CALL_APPROVED not in Preference.objects.kinds_by(Channel.MAIL, world.amina)
    assert Kind.REPLY in Preference.objects.kinds_by(Channel.MAIL, world.amina)
    assert world.amina.consents.get().way == "one_click"


def test_a_changed_address_stops_nothing(world):
    address = stop_address(world.amina, Kind.REPLY)
    mine = str(world.amina.pk)

    for changed in (
        address.replace(f"+{mine}.", f"+{world.sam.pk}."),
        address.replace("reply.mail", "quote.mail"),
        "stop+x@x.org",
    ):
        assert stop(written_to(changed)) == "unreadable"
    assert not Preference.objects.filter(is_wanted=False).exists()


def test_it_is_good_for_ninety_days(world, at):
    address = stop_address(world.amina, Kind.REPLY)
    with at(clock.now() + timedelta(days=91)):
        assert stop(written_to(address)) == "unreadable"
    with at(clock.now() + timedelta(days=89)):
        assert stop(written_to(address)) == "stopped"


def test_every_kind_fits_in_an_address_by_every_channel(world):
    world.amina.pk = 10**7
    for kind in Kind:
        for channel in Channel:
            local_part = stop_address(world.amina, kind, channel).partition("@")[0]
            assert local_part == local_part.lower()
            assert len(local_part) <= LONGEST_LOCAL_PART


def test_a_site_that_takes_no_mail_in_offers_the_link_alone(world, outbox, settings):
    settings.INBOUND_DOMAIN = ""
    notify([world.amina], Kind.CALL_APPROVED, world.call("menu"))

    assert "mailto:" not in outbox()[-1].headers["List-Unsubscribe"]
