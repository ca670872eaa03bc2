from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0012_weekly_news")]

    operations = [
        migrations.AddField(
            model_name="notification", name="is_hidden", field=models.BooleanField(default=False)
        ),
    ]
