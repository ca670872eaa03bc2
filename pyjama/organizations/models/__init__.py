from pyjama.organizations.models.act import Act
from pyjama.organizations.models.case import Case
from pyjama.organizations.models.evidence import Check, WebsiteLook
from pyjama.organizations.models.invitation import Invitation
from pyjama.organizations.models.log import LogLine
from pyjama.organizations.models.organization import Membership, Organization, organizations_of
from pyjama.organizations.models.province import Province

__all__ = [
    "Act",
    "Case",
    "Check",
    "Invitation",
    "LogLine",
    "Membership",
    "Organization",
    "Province",
    "WebsiteLook",
    "organizations_of",
]
