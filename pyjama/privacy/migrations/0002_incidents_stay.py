"""The database itself refuses to erase an incident within five years of the day it was known (P-39.1, r. 3.1, s. 8)."""

from django.db import migrations

REFUSAL = "An incident stays in the register for five years."
SQLITE = [
    f"""CREATE TRIGGER incident_stays BEFORE DELETE ON privacy_incident
    WHEN OLD.known_on > date('now', '-5 years')
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
]
POSTGRESQL = [
    f"""CREATE FUNCTION incident_stays() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    """CREATE TRIGGER incident_stays BEFORE DELETE ON privacy_incident
    FOR EACH ROW WHEN (OLD.known_on > current_date - interval '5 years') EXECUTE FUNCTION incident_stays()""",
]


def watch(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def stop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER incident_stays ON privacy_incident")
        schema_editor.execute("DROP FUNCTION incident_stays()")
    else:
        schema_editor.execute("DROP TRIGGER incident_stays")


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_privacy")]
    operations = [migrations.RunPython(watch, stop)]
