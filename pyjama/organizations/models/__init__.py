from pyjama.organizations.models.invitation import Invitation
from pyjama.organizations.models.organization import Decision, Membership, Organization, organizations_of

__all__ = ["Decision", "Invitation", "Membership", "Organization", "organizations_of"]
