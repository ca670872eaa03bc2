"""Deleting an organization: what is in the way, what goes, what stays."""

import pytest
from django.urls import reverse

from pyjama.accounts.tests.pages import page as account_page
from pyjama.attachments.models import Attachment
from pyjama.calls.actions import draft_call, submit_call
from pyjama.calls.deletion import delete_organization
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core.refusals import Refused
from pyjama.mail.models import Mail
from pyjama.notifications.models import Interest, Kind, Notification
from pyjama.organizations.actions import change_role, edit_organization, invite
from pyjama.organizations.models import Act, Organization
from pyjama.world.telling import TOKEN
from tests.journeys.story import open_call


@pytest.fixture
def refuge(world):
    """The refuge, once it has seen to its calls: what is left is finished, or was never published."""
    refuge = world.organization("refuge")
    refuge.calls.unsettled().delete()
    return refuge


def page(organization):
    return reverse("pages:delete_organization", args=[organization.pk])


def test_a_session_alone_deletes_nothing(world, browser, refuge):
    for response in (browser(world.chloe).get(page(refuge)), browser(world.chloe).post(page(refuge))):
        assert response.url.startswith(account_page("account_reauthenticate"))
    assert not Organization.objects.get(pk=refuge.pk).is_former


@pytest.mark.parametrize("name", ["marc", "ruth", "amina", "odile"])
def test_only_an_owner_deletes(world, proved, refuge, name):
    client = proved(getattr(world, name))
    assert [client.get(page(refuge)).status_code, client.post(page(refuge)).status_code] == [404, 404]


def test_calls_that_are_open_or_wait_come_first(world, proved):
    refuge = world.organization("refuge")
    client = proved(world.chloe)
    content = client.get(page(refuge)).content.decode()
    for call in refuge.calls.unsettled():
        assert reverse("outcomes:desk" if call.waits_for_outcome else "calls:close", args=[call.pk]) in content
    assert "Delete it for good" not in content

    refused = client.post(page(refuge))
    assert refused.status_code == 422
    assert "See to them first" in refused.content.decode()
    assert not Organization.objects.get(pk=refuge.pk).is_former


def test_nobodys_contribution_is_lost(world, proved, browser, refuge):
    finished = refuge.calls.finished().first()
    given = Contribution.objects.filter(call__organization=refuge).count()
    assert given
    assert proved(world.chloe).post(page(refuge)).url == reverse("pages:mine")

    assert Contribution.objects.filter(call__organization=refuge).count() == given
    content = browser().get(finished.get_absolute_url()).content.decode()
    assert "Refuge des Quatre-Pattes" in content
    assert "former organization" in content


def test_its_addresses_say_that_it_is_gone_and_show_what_stays(world, proved, browser, refuge):
    invite(organization=refuge, inviter=world.chloe, email=world.sam.email, role="editor")
    token = TOKEN.search(Mail.objects.latest("pk").text).group()
    finished, draft = refuge.calls.finished().first(), world.call("poster")
    proved(world.chloe).post(page(refuge))

    for client in (browser(), browser(world.chloe), browser(world.odile)):
        response = client.get(refuge.get_absolute_url())
        assert response.status_code == 410
        assert finished.get_absolute_url() in response.content.decode()
    assert browser().get(reverse("pages:organization_feed", args=[refuge.pk])).status_code == 410
    assert browser(world.sam).get(reverse("organizations:invitation", args=[token])).status_code == 410
    assert browser(world.chloe).get(reverse("organizations:team", args=[refuge.pk])).status_code == 404
    assert browser(world.chloe).get(draft.get_absolute_url()).status_code == 404


def test_what_goes_is_gone_and_what_is_said_to_stay_is_there(world, proved, refuge):
    files = [refuge.logo.name, refuge.logo.storage]
    proved(world.chloe).post(page(refuge))
    refuge.refresh_from_db()

    assert [refuge.mission_fr, refuge.mission_en, refuge.website, refuge.logo.name, refuge.proof.name] == [""] * 5
    for relation in (
        refuge.memberships,
        Interest.objects.of(refuge),
        refuge.calls.unpublished(),
        refuge.invitations.exclude(email=""),
    ):
        assert not relation.exists()
    assert refuge.acts.latest("pk").kind == Act.Kind.DELETED
    assert refuge.log.exists()
    assert refuge.charity_number
    assert files[0]


def test_the_files_of_drafts_and_the_logo_are_erased(world, refuge, django_capture_on_commit_callbacks):
    logo, storage = refuge.logo.name, refuge.logo.storage
    drafts = [*refuge.calls.unpublished()]
    with django_capture_on_commit_callbacks(execute=True):
        delete_organization(organization=refuge, owner=world.chloe)
    assert not storage.exists(logo)
    assert [draft for draft in drafts if Attachment.objects.of(draft).exists()] == []


def test_the_other_members_are_told(world, browser, refuge):
    delete_organization(organization=refuge, owner=world.chloe)
    assert Notification.objects.filter(kind=Kind.TEAM_CHANGED).latest("pk").recipient == world.marc
    assert "deleted the organization Refuge" in browser(world.marc).get("/en/notifications/").content.decode()
    assert "Chloé a supprimé" in Mail.objects.filter(recipient=world.marc.email).latest("pk").text


def test_one_that_was_never_verified_leaves_nothing_for_the_public(world, proved, browser):
    jardin = world.organization("jardin")
    proved(world.nadia).post(page(jardin))
    assert Organization.objects.get(pk=jardin.pk).is_former
    assert not jardin.cases.open().exists()
    assert browser().get(jardin.get_absolute_url()).status_code == 404


def test_a_draft_published_meanwhile_keeps_the_organization(world, refuge):
    open_call(world.chloe, refuge, "Vite, avant la fin")
    with pytest.raises(Refused):
        delete_organization(organization=refuge, owner=world.chloe)


def test_a_draft_that_went_with_its_organization_is_not_published(world, refuge):
    fields = {"title": "Trop tard", "body": "Vraiment.", "language": "fr", "closes_at": world.call("poster").closes_at}
    draft = draft_call(organization=refuge, author=world.chloe, **fields)
    delete_organization(organization=refuge, owner=world.chloe)
    with pytest.raises(Refused):
        submit_call(call=draft)
    assert not Call.objects.filter(title="Trop tard").exists()


def test_whoever_invites_into_it_or_describes_it_meanwhile_is_told(world, refuge):
    before = refuge.version
    delete_organization(organization=refuge, owner=world.chloe)
    with pytest.raises(Refused, match="deleted it"):
        invite(organization=refuge, inviter=world.chloe, email="sam@example.org", role="editor")
    with pytest.raises(Refused):
        edit_organization(organization=refuge, editor=world.chloe, version=before, causes=[], city="Laval")
    assert not refuge.invitations.exclude(email="").exists()


def test_an_owner_who_deletes_needs_no_successor(world, refuge):
    change_role(membership=refuge.memberships.get(person=world.marc), role="owner", owner=world.chloe)
    assert delete_organization(organization=refuge, owner=world.marc).is_former
