"""Builds the demo world, once, in an empty database; the suite, the demo and the screenshots live in it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.insights.totals import publish_closed_months
from pyjama.mail.models import Mail
from pyjama.notifications.models import Notification
from pyjama.organizations.models import Organization
from pyjama.sponsors.actions import add_sponsor
from pyjama.world import story
from pyjama.world.telling import tell

SPONSOR = {"name": "Caisse de la Rivière-aux-Bouleaux", "email": "caisse@example.org", "language": "fr"}
NEWS_READ = timedelta(days=3)


class World:
    """The story's people, organizations and calls by their names: `world.amina`, `world.call("menu")`."""

    def __getattr__(self, name):
        if name not in story.people():
            raise AttributeError(f"Nobody in the story is called {name}.")
        return User.objects.get(email=story.address_of(name))

    def organization(self, name):
        return Organization.objects.get(name=story.organizations()[name]["name"])

    def call(self, name):
        return Call.objects.get(title=story.calls()[name]["title"])

    def contribution(self, call, author):
        """What a person answered first to a call: both are names of the story."""
        answers = Contribution.objects.filter(call__title=story.calls()[call]["title"], parent=None)
        return answers.filter(author__email=story.address_of(author)).earliest("posted_at")


@transaction.atomic
def build():
    """Tell the story from the beginning, unless it was told already; say whether it was told now (bool)."""
    if User.objects.exists():
        return False
    with clock.at(clock.now()), translation.override(settings.LANGUAGE_CODE):
        tell()
        settle()
        pay()
    return True


def settle():
    """What was mailed has left, and people have read what is not new."""
    Mail.objects.update(sent_at=F("created_at"), next_try_at=None, tries=1)
    Notification.objects.filter(created_at__lt=clock.now() - NEWS_READ).update(read_at=F("created_at") + NEWS_READ)


def pay():
    """The site has a sponsor, and the months that are over are counted."""
    add_sponsor(**SPONSOR)
    publish_closed_months()


def people_to_meet():
    """Whom the demo introduces: (display name, e-mail address, what one can do as this person), three str each."""
    return [
        (person["name"], story.address_of(key), person["meet"]) for key, person in story.people().items() if "meet" in person
    ]
