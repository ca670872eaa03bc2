"""Rows by the thousand: COPY on PostgreSQL, one prepared statement on SQLite, without an object for each."""

import json

from django.db import connection, models
from django.db.models import Max


class Table:
    """Where rows of one model go: `add` keeps them, `write` sends those that wait."""

    def __init__(self, model):
        self.model = model
        self.last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        fields = {field.column: field for field in model._meta.local_concrete_fields}
        self.converters = {name: converter for name, field in fields.items() if (converter := converter_of(field))}
        self.defaults = self.converted({name: field.get_default() for name, field in fields.items()})
        self.waiting = []

    def add(self, **values):
        """Keep one row for `write`, and return its number (int): rows may point to each other before they are written.

        `values` are those that differ from their field's default, by column (`author_id`): an int, a str, a bool, an aware
        datetime, a UUID, None, or what JSON can hold.
        """
        self.last += 1
        self.waiting.append([*(self.defaults | self.converted(values) | {"id": self.last}).values()])
        return self.last

    def change(self, number, **values):
        """Change the row with this number, which `add` returned and `write` has not sent."""
        place = number - self.last - 1
        row = dict(zip(self.defaults, self.waiting[place], strict=True))
        self.waiting[place] = [*(row | self.converted(values)).values()]

    def converted(self, values):
        """The same values, as the database takes them."""
        for name, converter in self.converters.items():
            if (value := values.get(name)) is not None:
                values[name] = converter(value)
        return values

    def write(self):
        """Write the rows that wait, in the caller's transaction, and forget them."""
        table, names = f'"{self.model._meta.db_table}"', ", ".join(f'"{name}"' for name in self.defaults)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in self.waiting:
                        copy.write_row(row)
            else:
                # The names are those of our models.
                places = ", ".join(["%s"] * len(self.defaults))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", self.waiting)  # noqa: S608  # nosec B608
        self.waiting.clear()


def converter_of(field):
    """What makes a field's value one that its database takes as it is, or None where it does already."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, models.DateTimeField) and connection.vendor == "sqlite":
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.UUIDField) and connection.vendor == "sqlite":
        return lambda value: value.hex
    return None
