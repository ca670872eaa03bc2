"""What moderators may do with a person's page and name."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pyjama.accounts.actions import edit_account
from pyjama.moderation.subjects import Subject, moderated
from pyjama.volunteers.models import Profile


@moderated
class Profiles(Subject):
    """The page of a person: hidden, it is closed, and her name is a neutral one until it is restored."""

    model = Profile
    slug = "person"
    name = _("page and name of a person")
    name_of_many = _("pages")
    template = "volunteers/_moderated.html"
    may_be_hidden_by_rule = True

    def rows(self):
        return Profile.objects.order_by().select_related("person")

    def title(self, row):
        return row.person.display_name

    def language(self, row):
        return row.person.language

    def author(self, row):
        return row.person

    def locked(self, row):
        return Profile.objects.select_for_update(of=("self",)).select_related("person").filter(pk=row.pk).first()

    def after_hiding(self, row):
        former = {"display_name": row.person.display_name}
        rename(row.person, neutral_name(row.person))
        return former

    def after_restoring(self, row, since, former):
        """Her own name, unless she has chosen another one meanwhile."""
        if row.person.display_name == neutral_name(row.person) and "display_name" in former:
            rename(row.person, former["display_name"])


def neutral_name(person):
    """A name that says nothing, in her language."""
    with override(person.language):
        return str(_("Member %(number)d") % {"number": person.pk})


def rename(person, name):
    edit_account(person=person, display_name=name, language=person.language)
