import django.db.models.deletion
from django.db import migrations, models

import pyjama.calls.search

TABLE = {
    "sqlite": ["CREATE VIRTUAL TABLE calls_index USING fts5(title, body, tokenize='ascii')"],
    # No foreign key: whoever empties the tables that Django knows must not be stopped by one that it does not manage.
    "postgresql": [
        "CREATE TABLE calls_index (rowid bigint PRIMARY KEY, calls_index tsvector NOT NULL)",
        "CREATE INDEX calls_index_stems ON calls_index USING gin (calls_index)",
    ],
}


def make_index(apps, schema_editor):
    """The table of the search, and a row for each call there is. It is made of what the site can make anew at any time."""
    for statement in TABLE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
    pyjama.calls.search.index(*apps.get_model("calls", "Call").objects.only("pk", "title", "body", "language"))


def drop_index(apps, schema_editor):
    schema_editor.execute("DROP TABLE calls_index")


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CallIndex",
            fields=[
                (
                    "call",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="calls.call",
                    ),
                ),
                ("stems", pyjama.calls.search.StemsField(db_column="calls_index")),
            ],
            options={"db_table": "calls_index", "managed": False},
        ),
        migrations.RunPython(make_index, drop_index),
    ]
