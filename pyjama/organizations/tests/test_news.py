"""What moderators and owners read in their list and in their mail."""

import pytest
from django.utils.translation import override

from pyjama.mail.models import Mail
from pyjama.notifications.actions import choose
from pyjama.notifications.models import Channel, Kind
from pyjama.organizations.actions import edit_organization, refuse_organization, verify_organization
from pyjama.organizations.models import Organization

NAME = "Livres & Cie <b>"


@pytest.fixture
def library(library):
    """The library, under a name that markup would spoil."""
    Organization.objects.filter(pk=library.pk).update(name=NAME)
    library.refresh_from_db()
    return library


def last_mail(person):
    return Mail.objects.filter(recipient=person.email).latest("pk")


def told_in_list(browser, person):
    return browser(person).get("/en/notifications/").content.decode()


def edit(world, organization, **fields):
    edit_organization(
        organization=organization,
        editor=world.camille,
        version=organization.version,
        causes=organization.causes.all(),
        **fields,
    )


def test_a_moderator_who_wishes_so_gets_each_step_by_mail(world, browser, library):
    choose(person=world.odile, channel=Channel.MAIL, choices={Kind.ORGANIZATION_TO_VERIFY: True})
    with override("en"):
        refuse_organization(organization=library, moderator=world.odile, reason="Unknown number.", version=1)
        edit(world, library, city="Lévis")
        again = last_mail(world.odile)
        library.refresh_from_db()
        verify_organization(organization=library, moderator=world.odile, checked=["number"], version=2)
        edit(world, library, website="https://livres.example")
        changed = last_mail(world.odile)

    assert again != changed
    assert NAME in again.subject
    assert NAME in again.text
    assert NAME in changed.subject
    assert NAME in changed.text
    assert "Livres &amp; Cie &lt;b&gt;" in again.html
    news = told_in_list(browser, world.odile)
    assert "Livres &amp; Cie &lt;b&gt;, once refused" in news
    assert "Livres &amp; Cie &lt;b&gt;, which is verified, has changed" in news


def test_the_owners_read_that_they_are_verified(world, browser, library):
    verify_organization(organization=library, moderator=world.odile, checked=["number"], version=1)
    mail = last_mail(world.camille)
    assert NAME in mail.subject
    assert NAME in mail.text
    assert "Livres &amp; Cie &lt;b&gt; is verified" in told_in_list(browser, world.camille)


def test_the_owners_read_why_they_are_not(world, browser, library):
    reason = "No <i>letters patent</i> & no number.\n\nPlease send one."
    refuse_organization(organization=library, moderator=world.odile, reason=reason, version=1)
    mail = last_mail(world.camille)
    assert reason in mail.text
    assert "&lt;i&gt;letters patent&lt;/i&gt; &amp; no number." in mail.html
    assert "Livres &amp; Cie &lt;b&gt; could not be verified" in told_in_list(browser, world.camille)
