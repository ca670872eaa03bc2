import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pyjama.core.clock


class Migration(migrations.Migration):

    dependencies = [
        ("organizations", "0003_team_acts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel("Decision", "LogLine"),
        migrations.RenameField("LogLine", "moderator", "person"),
        migrations.RenameField("LogLine", "status", "kind"),
        migrations.RenameField("LogLine", "reason", "text"),
        migrations.RenameField("LogLine", "decided_at", "at"),
        migrations.AlterModelOptions("LogLine", {"ordering": ["-at", "-pk"]}),
        migrations.AlterField(
            "LogLine", "organization",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="log", to="organizations.organization"),
        ),
        migrations.AlterField(
            "LogLine", "person",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            "LogLine", "kind",
            models.CharField(choices=[("registered", "registered"), ("resubmitted", "asked again"), ("changed", "changed"), ("question", "question"), ("answer", "answer"), ("verified", "verified"), ("refused", "refused")], max_length=12),
        ),
        migrations.AddField("LogLine", "facts", models.JSONField(blank=True, default=dict)),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(choices=[("new", "new"), ("again", "refused before, changed since"), ("changed", "verified before, changed since")], max_length=10)),
                ("opened_at", models.DateTimeField(default=pyjama.core.clock.now)),
                ("waiting_since", models.DateTimeField(default=pyjama.core.clock.now)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("former", models.JSONField(blank=True, default=dict)),
                ("organization", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="cases", to="organizations.organization")),
            ],
            options={
                "ordering": ["opened_at", "pk"],
                "indexes": [models.Index(condition=models.Q(("decided_at", None)), fields=["waiting_since"], name="case_open")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("decided_at", None)), fields=("organization",), name="case_is_open_once")],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=[("name", "the name"), ("number", "the charity number"), ("proof", "a document"), ("website", "the website")], max_length=10)),
                ("value", models.CharField(blank=True, max_length=200)),
                ("checked_at", models.DateTimeField(default=pyjama.core.clock.now)),
                ("organization", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="organizations.organization")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("organization", "what"), name="check_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="WebsiteLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("website", models.URLField()),
                ("finding", models.CharField(max_length=12, choices=[('answers', 'The site answers.'), ('elsewhere', 'The site answers, and sends its readers on to another one.'), ('error', 'A server answers, with an error.'), ('unknown', 'No site answers: nothing on the Internet has this name.'), ('private', 'We did not look: the name leads to a private network, which is no public site.'), ('address', 'We did not look: the address is not one of a public site.'), ('silent', 'No site answers: we waited for some seconds.'), ('closed', 'No site answers: its server does not take our connection.'), ('certificate', 'A server answers, with a certificate that is not valid for this name.'), ('nonsense', 'Something answers, but it is no website.'), ('astray', 'The site sends its readers on and on, and never answers.')])),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("landed_at", models.URLField(blank=True, max_length=500)),
                ("looked_at", models.DateTimeField(default=pyjama.core.clock.now)),
                ("organization", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="website_look", to="organizations.organization")),
            ],
        ),
    ]
