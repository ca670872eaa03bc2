from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("organizations", "0005_cases_of_before")]

    operations = [
        migrations.RemoveField("LogLine", "checked"),
        migrations.RemoveField("Organization", "checked"),
        migrations.RemoveField("Organization", "submitted_at"),
    ]
