"""The rows of a table that are a person's, and what an export says of each: what the data map tells, and no more."""

from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch

from pyjama.core.privacy import data_map
from pyjama.core.site import absolute_url

CHUNK = 500


def tables():
    """The tables of the map that can hold something of a person and say what an export may hold of it."""
    is_account = settings.AUTH_USER_MODEL
    return [
        table
        for table in data_map().values()
        if table.exported and (table.ways or table.address or table.model == is_account)
    ]


def rows_of(person, table):
    """Her rows in a table of the map, as a queryset in the order in which they were made."""
    if table.model == settings.AUTH_USER_MODEL:
        return type(person)._base_manager.filter(pk=person.pk)
    hers = Q(pk__in=[])
    for way in table.ways:
        hers |= Q(**{way: person})
    if table.address:
        hers |= Q(**{f"{table.address}__in": person.addresses()})
    return table.model_class._base_manager.filter(hers).order_by("pk")


def relations(table):
    """The relations that an export says, to one row and to several (two lists of names)."""
    fields = [table.model_class._meta.get_field(name) for name in table.exported]
    to_one = [field.name for field in fields if field.many_to_one or field.one_to_one]
    return to_one, [field.name for field in fields if field.many_to_many]


def facts_of(person, table):
    """Each of her rows as a dict of what the export says of it; memory does not grow with their number."""
    to_one, to_many = relations(table)
    rows = rows_of(person, table)
    rows = rows.select_related(*to_one) if to_one else rows
    for row in rows.prefetch_related(*to_many).iterator(CHUNK):
        yield {"id": row.pk} | {name: value(row, name) for name in table.exported}


def value(row, name):
    """One field, as JSON can hold it: a row it leads to by its address, or else its name."""
    field = row._meta.get_field(name)
    if field.many_to_many:
        return [str(each) for each in getattr(row, name).all()]
    if field.is_relation:
        return said(getattr(row, name))
    content = field.value_from_object(row)
    return content if content is None or isinstance(content, bool | int | list | dict) else text(content)


def text(content):
    return content.isoformat() if hasattr(content, "isoformat") else str(content)


def said(related):
    """A row that another one names: its public address where it has one, or else what it is called."""
    if related is None:
        return None
    try:
        return absolute_url(related.get_absolute_url())
    except (AttributeError, NoReverseMatch):
        return str(related)
