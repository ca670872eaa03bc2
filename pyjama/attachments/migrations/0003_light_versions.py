"""Pictures have a light version: those that are here get theirs from the worker (`actions.draw_light_versions`)."""

from django.db import migrations, models


def leave_documents(apps, schema_editor):
    """Nothing is to be drawn of a document."""
    apps.get_model("attachments", "Attachment").objects.filter(kind="document").update(light=0)


class Migration(migrations.Migration):

    dependencies = [("attachments", "0002_attachment")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="light",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(leave_documents, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["id"], condition=models.Q(light=None), name="attachment_without_light"),
        ),
    ]
