"""As whom somebody acts: herself, or one of her organizations. Her session remembers it; the scope decides each time."""

from pyjama.organizations.models import Organization

ACTING_AS = "acting_as"


def chosen_by(request):
    """The number (int) of the organization as which she chose to act in this session, or None."""
    # A request that was refused before anybody asked who sends it has no user.
    reader = getattr(request, "user", None)
    return request.session.get(ACTING_AS) if reader and reader.is_authenticated else None


def acting_as(request):
    """The organization as which the reader acts, or None: she is herself, or her place is gone. Asked once a request."""
    if not hasattr(request, "acting_as"):
        chosen = chosen_by(request)
        request.acting_as = Organization.objects.editable_by(request.user).filter(pk=chosen).first() if chosen else None
    return request.acting_as


def act_as(request, organization):
    """Act as this organization from now on, in this session; as oneself where it is None."""
    request.session.pop(ACTING_AS, None)
    if organization:
        request.session[ACTING_AS] = organization.pk
