"""The tables that a crowd fills, one for each noun, in the order in which rows point to each other."""

from allauth.account.models import EmailAddress

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution, UsefulVote
from pyjama.karma.models import Entry
from pyjama.matching.models import Stance
from pyjama.notifications.models import Interest, Notification
from pyjama.organizations.models import Membership, Organization
from pyjama.outcomes.models import Outcome
from pyjama.volunteers.models import Profile
from pyjama.world.crowd.rows import Table


class Tables:
    def __init__(self):
        self.people = Table(User)
        self.addresses = Table(EmailAddress)
        self.profiles = Table(Profile)
        self.profile_causes = Table(Profile.causes.through)
        self.profile_skills = Table(Profile.skills.through)
        self.organizations = Table(Organization)
        self.causes = Table(Organization.causes.through)
        self.memberships = Table(Membership)
        self.calls = Table(Call)
        self.skills = Table(Call.skills.through)
        self.contributions = Table(Contribution)
        self.votes = Table(UsefulVote)
        self.karma = Table(Entry)
        self.outcomes = Table(Outcome)
        self.stances = Table(Stance)
        self.interests = Table(Interest)
        self.news = Table(Notification)

    def __iter__(self):
        return iter(vars(self).values())

    def write(self):
        """Write what waits in each, in the caller's transaction."""
        for table in self:
            table.write()
