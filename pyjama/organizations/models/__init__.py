from pyjama.organizations.models.act import Act
from pyjama.organizations.models.follow import Follow
from pyjama.organizations.models.invitation import Invitation
from pyjama.organizations.models.organization import Decision, Membership, Organization, organizations_of
from pyjama.organizations.models.province import Province

__all__ = ["Act", "Decision", "Follow", "Invitation", "Membership", "Organization", "Province", "organizations_of"]
