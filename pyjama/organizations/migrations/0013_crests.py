"""A logo stands beside calls as a small picture of its own; those that are here get theirs."""

from django.db import migrations, models
from PIL import UnidentifiedImageError

from pyjama.attachments.images import crest_of


def draw(apps, schema_editor):
    for organization in apps.get_model("organizations", "Organization").objects.exclude(logo="").iterator():
        try:
            with organization.logo.open() as logo:
                organization.crest = crest_of(logo)
        except (FileNotFoundError, UnidentifiedImageError):
            # Without one the logo itself is shown.
            continue
        organization.save(update_fields=["crest"])


class Migration(migrations.Migration):

    dependencies = [("organizations", "0012_follows_have_moved")]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="crest",
            field=models.ImageField(blank=True, editable=False, upload_to="logos"),
        ),
        migrations.RunPython(draw, migrations.RunPython.noop),
    ]
