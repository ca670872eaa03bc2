"""A push service on the loopback, and a browser that rings."""

from functools import partial
from types import SimpleNamespace

import pytest

from pyjama.accounts.tests.pages import page
from pyjama.notifications.push.models import Device, Ring
from pyjama.notifications.push.tests.service import PushService

FIREFOX = "Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0"


@pytest.fixture(scope="session")
def running_service():
    service = PushService()
    service.start()
    yield service
    service.stop()


@pytest.fixture
def service(running_service):
    """A push service that nobody has sent anything to yet."""
    running_service.forget()
    return running_service


@pytest.fixture
def rings_at(browser, service):
    """A function: `rings_at(world.amina)` is a browser of hers that rings: `client`, `subscription`, `device`."""

    def subscribe(person, path=None):
        client, subscription = browser(person), service.subscription(path or f"/send/{person.pk}")
        response = client.post(page("notifications:push:keep"), subscription.told(), headers={"User-Agent": FIREFOX})
        assert response.status_code == 302, response.text
        device = partial(Device.objects.get, endpoint=subscription.endpoint)
        return SimpleNamespace(client=client, subscription=subscription, device=device)

    return subscribe


@pytest.fixture
def no_rings(world):
    Ring.objects.all().delete()
