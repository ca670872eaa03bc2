"""Building blocks of `visible_to` and `editable_by`, the querysets that are the permissions."""

from django.db.models import Q

NOBODY = Q(pk__in=[])


def belongs_to(user, relation):
    """The rows whose `relation` is this user: a Q, which matches nothing for a visitor.

    `filter(author=None)` would mean IS NULL and show a visitor every row without an author.
    """
    return Q(**{relation: user}) if user.is_authenticated else NOBODY


def moderates(user):
    """Say whether this user, who may be a visitor, is a moderator."""
    return user.is_authenticated and user.is_moderator
