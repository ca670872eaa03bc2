from django.db import migrations, models

import pyjama.notifications.models.kind


class Migration(migrations.Migration):
    """A choice is of a kind and a channel; those made so far were about mail. The outbox moves to an app of its own."""

    dependencies = [
        ("notifications", "0008_drafts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(choices=pyjama.notifications.models.kind.kinds, max_length=30),
        ),
        migrations.AlterField(
            model_name="preference",
            name="kind",
            field=models.CharField(choices=pyjama.notifications.models.kind.kinds, max_length=30),
        ),
        migrations.RemoveConstraint(model_name="preference", name="preference_is_unique"),
        migrations.RenameField(model_name="preference", old_name="by_mail", new_name="is_wanted"),
        migrations.AddField(
            model_name="preference",
            name="channel",
            field=models.CharField(choices=pyjama.notifications.models.kind.channels, default="mail", max_length=10),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.UniqueConstraint(fields=("person", "kind", "channel"), name="preference_is_unique"),
        ),
        migrations.AlterModelTable(name="mail", table="mail_mail"),
    ]
