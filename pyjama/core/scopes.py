"""Building blocks of `visible_to` and `editable_by`, the querysets that are the permissions."""

from django.db.models import Exists, OuterRef, Q

NOBODY = Q(pk__in=[])


def belongs_to(user, relation):
    """The rows whose `relation` is this user: a Q, which matches nothing for a visitor.

    `filter(author=None)` would mean IS NULL and show a visitor every row without an author.
    """
    return Q(**{relation: user}) if user.is_authenticated else NOBODY


def is_one_of(relation, rows):
    """The rows whose `relation` is one of some others (a queryset): an Exists.

    It is asked row by row where few are looked at. Of `relation__in`, SQLite first gathers all of them.
    """
    return Exists(rows.order_by().filter(pk=OuterRef(relation)))


def moderates(user):
    """Say whether this user, who may be a visitor, is a moderator."""
    return user.is_authenticated and user.is_moderator
