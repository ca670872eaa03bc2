from django.db import migrations, models


class Migration(migrations.Migration):
    """The outbox has moved; the rows that point to it stay as they are."""

    dependencies = [
        ("contributions", "0004_tallies_and_letters"),
        ("mail", "0001_outbox"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="guest",
                    name="letters",
                    field=models.ManyToManyField(related_name="+", to="mail.mail"),
                ),
            ],
        ),
    ]
