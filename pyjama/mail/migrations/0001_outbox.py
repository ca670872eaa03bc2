from django.db import migrations, models

import pyjama.core.clock


class Migration(migrations.Migration):
    """The outbox comes from the notifications with its rows: its table is there already."""

    initial = True

    dependencies = [
        ("notifications", "0009_channels"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Mail",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("recipient", models.EmailField(max_length=254)),
                        ("sender", models.CharField(max_length=254)),
                        ("subject", models.CharField(max_length=255)),
                        ("text", models.TextField()),
                        ("html", models.TextField(blank=True)),
                        ("headers", models.JSONField(default=dict)),
                        ("message_id", models.CharField(max_length=255, unique=True)),
                        ("created_at", models.DateTimeField(default=pyjama.core.clock.now)),
                        ("next_try_at", models.DateTimeField(default=pyjama.core.clock.now, null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("last_error", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "message",
                        "verbose_name_plural": "outbox",
                        "ordering": ["created_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("sent_at", None)), fields=["next_try_at"], name="mail_waiting"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
