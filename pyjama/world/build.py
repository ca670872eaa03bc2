"""Builds the demo world, once, in an empty database."""

from datetime import timedelta

from django.db import transaction

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.organizations.models import Membership, Organization
from pyjama.topics.models import Cause

PEOPLE = {
    "camille": ("Camille", "fr"),
    "jean_philippe": ("Jean-Philippe", "fr"),
    "amina": ("Amina", "en"),
    "sam": ("Sam", "en"),
    "lise": ("Lise", "fr"),
    "odile": ("Odile", "fr"),
    "theo": ("Théo", "fr"),
    "chloe": ("Chloé", "fr"),
    "marc": ("Marc", "fr"),
    "ruth": ("Ruth", "en"),
    "nadia": ("Nadia", "fr"),
    "victor": ("Victor", "en"),
}
ORGANIZATIONS = {
    "refuge": ("Refuge des Quatre-Pattes", "verified", {"chloe": "owner", "marc": "editor"}),
    "harbour": ("Harbour Street Kitchen", "verified", {"ruth": "owner"}),
    "archives": ("Archives des Lilas", "verified", {}),
    "jardin": ("Jardin de la Côte", "pending", {"nadia": "owner"}),
    "club": ("Northern Chess Club", "refused", {"victor": "owner"}),
}
CALLS = {
    "slogans": ("refuge", "chloe", "Lequel de ces deux slogans vous donne envie d’adopter ?", "open"),
    "poster": ("refuge", "chloe", "Critiquez notre affiche avant l’imprimeur", "draft"),
    "lost_draft": ("archives", "odile", "Un brouillon que personne ne garde", "draft"),
    "menu": ("harbour", "ruth", "Which name for our Thursday supper?", "open"),
    "letter": ("harbour", "ruth", "Is our thank-you letter clear?", "sorting"),
}


class World:
    """The story's people, organizations and calls by their names: `world.amina`, `world.call("menu")`."""

    def __getattr__(self, name):
        return User.objects.get(email=f"{name.replace('_', '.')}@example.org")

    def organization(self, name):
        return Organization.objects.get(name=ORGANIZATIONS[name][0])

    def call(self, name):
        return Call.objects.get(title=CALLS[name][2])


@transaction.atomic
def build():
    """Tell the story from the beginning."""
    people = {}
    for key, (name, language) in PEOPLE.items():
        email = f"{key.replace('_', '.')}@example.org"
        people[key] = User.objects.create_user(
            email, display_name=name, language=language, is_moderator=key == "odile", is_staff=key == "theo"
        )
        people[key].emailaddress_set.create(email=email, verified=True, primary=True)
    Cause.objects.get_or_create(slug="animals", defaults={"name_fr": "animaux", "name_en": "animals"})
    for name, status, members in ORGANIZATIONS.values():
        organization = Organization.objects.create(
            name=name, mission_fr="Aider.", city="Montréal", province="QC", status=status, decided_at=clock.now()
        )
        for person, role in members.items():
            Membership.objects.create(organization=organization, person=people[person], role=role)
    for organization, author, title, state in CALLS.values():
        call = Call(
            organization=Organization.objects.get(name=ORGANIZATIONS[organization][0]),
            author=people[author],
            state=state,
            language="fr" if organization == "refuge" else "en",
            closes_at=clock.now() + timedelta(days=9 if state != "sorting" else -1),
            published_at=None if state == "draft" else clock.now() - timedelta(days=3),
        )
        call.write(title=title, body="Dites-nous tout.")
        call.save()
