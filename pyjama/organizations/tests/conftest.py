import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pyjama.core import clock
from pyjama.notifications.models import Notification
from pyjama.organizations.actions import register_organization
from pyjama.topics.models import Cause

NUMBER = "123456782RR0001"


@pytest.fixture
def fields(world):
    """What a person types to register an organization."""
    return {
        "name": "Bibliothèque du Coin",
        "mission_fr": "Des livres pour tous.",
        "mission_en": "",
        "causes": [Cause.objects.get(slug="education").pk],
        "city": "Québec",
        "province": "QC",
        "website": "www.bibliotheque.example",
        "charity_number": NUMBER,
    }


@pytest.fixture
def library(world):
    """An organization that Camille has registered, with a charity number and nothing else."""
    return register_organization(
        owner=world.camille,
        causes=[Cause.objects.get(slug="education")],
        name="Bibliothèque du Coin",
        mission_fr="Des livres pour tous.",
        city="Québec",
        province="QC",
        website="https://www.bibliotheque.example",
        charity_number=NUMBER,
    )


@pytest.fixture
def told():
    """A function: who has been told of a kind since the test began."""
    start = clock.now()

    def recipients(kind):
        news = Notification.objects.filter(kind=kind, created_at__gte=start).select_related("recipient")
        return {notification.recipient for notification in news}

    return recipients


@pytest.fixture
def queries():
    """A function: how many queries something costs."""

    def count(act):
        with CaptureQueriesContext(connection) as asked:
            act()
        return len(asked)

    return count
