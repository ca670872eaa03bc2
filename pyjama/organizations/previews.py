from pyjama.mail.previews import RECIPIENT, preview, said
from pyjama.notifications.models import Kind
from pyjama.notifications.previews import example
from pyjama.organizations.letters import letter
from pyjama.organizations.models import Act, Case, Invitation, Organization

PERSON = "Camille"


def organization(status=Organization.Status.VERIFIED):
    """A nonprofit that exists in previews only."""
    name = said(fr="Le Refuge des Lilas", en="The Lilac Shelter")
    return Organization(pk=0, name=name, status=status)


def act(kind):
    return Act(pk=0, organization=organization(), kind=kind)


def words():
    return said(fr="Est-ce que *votre* charte est à jour ? Merci !", en="Is *your* charter up to date? Thank you!")


@preview("organizations/invitation")
def invitation(role="editor"):
    return letter(Invitation(organization=organization(), email=RECIPIENT, role=role), "not-a-token")


@preview("organizations/invitation/owner")
def invitation_of_an_owner():
    return invitation(role="owner")


@preview("organizations/invitation/unverified")
def invitation_before_it_is_verified():
    return letter(Invitation(organization=organization(Organization.Status.PENDING), email=RECIPIENT), "not-a-token")


@example(Kind.ORGANIZATION_VERIFIED)
@example(Kind.ORGANIZATION_VERIFIED, "again", facts={"again": True})
@example(Kind.ORGANIZATION_REFUSED, facts=lambda: {"reason": words()})
@example(Kind.ORGANIZATION_TO_VERIFY, "new", facts={"why": "new"})
@example(Kind.ORGANIZATION_TO_VERIFY, "again", facts={"why": "again"})
@example(Kind.ORGANIZATION_TO_VERIFY, "changed", facts={"why": "changed"})
def whole_organization():
    return organization(), ""


@example(Kind.ORGANIZATION_QUESTION, facts=lambda: {"text": words()})
@example(Kind.ORGANIZATION_ANSWERED, facts=lambda: {"text": said(fr="Oui, depuis mai.", en="Yes, since May.")})
def case():
    return Case(pk=0, organization=organization()), ""


@example(Kind.INVITATION_ASKED, facts={"email": "noe@example.org"})
def asked():
    return act(Act.Kind.ASKED), "Noé"


@example(Kind.TEAM_CHANGED, "owner")
def made_owner():
    return act(Act.Kind.MADE_OWNER), PERSON


@example(Kind.TEAM_CHANGED, "editor")
def made_editor():
    return act(Act.Kind.MADE_EDITOR), PERSON


@example(Kind.TEAM_CHANGED, "removed")
def removed():
    return act(Act.Kind.REMOVED), PERSON


@example(Kind.TEAM_CHANGED, "deleted")
def deleted():
    return act(Act.Kind.DELETED), PERSON
