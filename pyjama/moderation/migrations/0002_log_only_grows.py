"""The database itself refuses to change or delete a line of the log of staff acts."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER staffact_stays_{act} BEFORE {act} ON moderation_staffact
    BEGIN SELECT RAISE(ABORT, 'The log only grows.'); END"""
]
POSTGRESQL = [
    """CREATE FUNCTION staffact_stays() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'The log only grows.'; END $$""",
    """CREATE TRIGGER staffact_stays BEFORE UPDATE OR DELETE ON moderation_staffact
    FOR EACH ROW EXECUTE FUNCTION staffact_stays()""",
]


def watch(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = POSTGRESQL
    else:
        statements = [statement.format(act=act) for act in ("UPDATE", "DELETE") for statement in SQLITE]
    for statement in statements:
        schema_editor.execute(statement)


def stop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER staffact_stays ON moderation_staffact")
        schema_editor.execute("DROP FUNCTION staffact_stays()")
    else:
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER staffact_stays_{act}")


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]
    operations = [migrations.RunPython(watch, stop)]
