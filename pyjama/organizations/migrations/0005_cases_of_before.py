"""Each organization gets the case it was in, and what was checked of it: as rows, where they were columns."""

from django.db import migrations

CHECKED = {"number": ["number"], "proof": ["proof"], "both": ["number", "proof"]}


def bring_over(apps, schema_editor):
    models = {name: apps.get_model("organizations", name) for name in ("Organization", "Case", "Check", "LogLine")}
    for organization in models["Organization"].objects.iterator():
        models["Case"].objects.create(
            organization=organization,
            reason="new",
            opened_at=organization.submitted_at,
            waiting_since=organization.submitted_at,
            decided_at=None if organization.status == "pending" else organization.decided_at,
        )
        for what in checks_of(organization):
            value = {"name": organization.name, "number": organization.charity_number}.get(what, "")
            models["Check"].objects.create(
                organization=organization, what=what, value=value, checked_at=organization.decided_at
            )
    for line in models["LogLine"].objects.exclude(checked="").iterator():
        line.facts = {"checked": ["name", *CHECKED[line.checked]]}
        line.save()


def checks_of(organization):
    """What was found in order: the name along with the evidence."""
    return ["name", *CHECKED[organization.checked]] if organization.status == "verified" and organization.checked else []


class Migration(migrations.Migration):

    dependencies = [("organizations", "0004_cases")]

    operations = [migrations.RunPython(bring_over, migrations.RunPython.noop)]
