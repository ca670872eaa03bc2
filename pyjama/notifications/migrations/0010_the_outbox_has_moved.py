from django.db import migrations


class Migration(migrations.Migration):
    """Nothing is deleted: the table belongs to the mail app now."""

    dependencies = [
        ("notifications", "0009_channels"),
        ("contributions", "0005_letters_of_the_mail_app"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Mail")]),
    ]
