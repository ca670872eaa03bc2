"""Tables emptied for a test: as `objects.all().delete()` leaves them, which fetches every row to do so."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CASCADE, SET_NULL
from django.db.models.deletion import get_candidate_relations_to_delete


def empty(*models):
    """Delete all rows of these models: what leads to them goes along or lets go, as each relation says."""
    for model in models:
        for relation in get_candidate_relations_to_delete(model._meta):
            let_go(relation)
        delete(model._base_manager.all())


def let_go(relation):
    name, hanging = relation.field.name, relation.related_model
    rows = hanging._base_manager.exclude(**{name: None})
    if relation.on_delete is SET_NULL:
        rows.update(**{name: None})
    else:
        assert relation.on_delete is CASCADE, relation
        is_last = not [*get_candidate_relations_to_delete(hanging._meta)]
        assert is_last or hanging is relation.model, relation
        delete(rows)


def delete(rows):
    rows._raw_delete(DEFAULT_DB_ALIAS)
