"""Tables emptied for a test: as `objects.all().delete()` leaves them, which fetches every row to do so."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CASCADE, SET_NULL
from django.db.models.deletion import get_candidate_relations_to_delete


def empty(*models):
    """Delete all rows of these models: what leads to them goes along or lets go, as each relation says."""
    for model in models:
        rows = model.objects.all()
        for relation in get_candidate_relations_to_delete(model._meta):
            let_go(relation, rows)
        delete(rows)


def let_go(relation, rows):
    name, hanging = relation.field.name, relation.related_model
    theirs = hanging._base_manager.filter(**{f"{name}__in": rows})
    if relation.on_delete is SET_NULL:
        theirs.update(**{name: None})
    else:
        assert relation.on_delete is CASCADE, relation
        is_last = not [*get_candidate_relations_to_delete(hanging._meta)]
        assert is_last or hanging is relation.model, relation
        delete(theirs)


def delete(rows):
    rows._raw_delete(DEFAULT_DB_ALIAS)
