"""What an organization says of itself: registering it, and changing it later."""

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.attachments.actions import count_uploads, discard
from pyjama.attachments.images import crest_of
from pyjama.core.limits import LIMITS
from pyjama.core.refusals import Overtaken, Refused
from pyjama.organizations.actions.case import PRESENTED, note_changes, open_case, write_line
from pyjama.organizations.models import Case, LogLine, Membership, Organization

SENT = ["logo", "proof"]
FILES = [*SENT, "crest"]


@transaction.atomic
def register_organization(*, owner, causes, **fields):
    """Add an organization that waits for verification, with its first owner, and tell the moderators.

    `fields` are the organization's name, missions, place, website and evidence; `logo` and `proof` are files that have been
    checked, or "". Refused when the owner has registered one of this name, too many today, or sent too many files.
    """
    # Of one form sent twice at once, the second waits, and finds what the first one made.
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    theirs = Organization.objects.owned_by(owner)
    if theirs.filter(name=fields["name"]).exists():
        raise Refused(_("You have already registered an organization of this name: it is in your space."))
    LIMITS["registrations"].refuse_beyond(theirs, "registered_at")
    count_uploads(person=owner, files=_files(fields))

    organization = Organization.objects.create(**with_crest(fields))
    organization.causes.set(causes)
    Membership.objects.create(organization=organization, person=owner, role=Membership.Role.OWNER)
    write_line(organization, owner, LogLine.Kind.REGISTERED)
    open_case(organization, Case.Reason.NEW)
    return organization


@transaction.atomic
def edit_organization(*, organization, editor, version, causes, **fields):
    """Change what an organization says of itself, for one of its owners.

    `version` is the one she started from: Overtaken when another save came between, or when a moderator has verified the
    document that she would replace. A refused organization waits for verification again. A verified one stays verified; when
    its name, website or charity number changes, a moderator looks at it again.
    """
    organization = Organization.objects.locked(organization)
    if organization.version != version or ("proof" in fields and not organization.takes_proof):
        raise Overtaken(_("Somebody else saved this description while you were writing."), current=organization)
    count_uploads(person=editor, files=_files(fields))

    before = {name: getattr(organization, name) for name in PRESENTED}
    had = organization.proof.name
    _replace(organization, with_crest(fields) | {"version": version + 1})
    organization.causes.set(causes)
    note_changes(organization, editor, before, has_new_proof=had != organization.proof.name)
    return organization


def with_crest(fields):
    """The fields, and the crest of a logo that is new or taken away."""
    logo = fields.get("logo")
    if "logo" not in fields or isinstance(logo, FieldFile):
        return fields
    return fields | {"crest": crest_of(logo) if logo else ""}


def _files(fields):
    return [fields[name] for name in SENT if name in fields]


def _replace(organization, fields):
    """Take the new values in and save them; a file that was replaced or removed is deleted."""
    before = {name: getattr(organization, name) for name in FILES if name in fields}
    for name, value in fields.items():
        setattr(organization, name, value)
    organization.save()
    for name, file in before.items():
        if file.name != getattr(organization, name).name:
            discard(file)
