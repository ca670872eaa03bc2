
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0002_log_only_grows'),
    ]

    operations = [
        migrations.AlterField(
            model_name='staffact',
            name='kind',
            field=models.CharField(choices=[('viewed', 'looked at'), ('listed', 'looked at a list of'), ('changed', 'made a change to'), ('exported', 'exported'), ('claimed', 'took in hand'), ('decided', 'decided on'), ('undid', 'undid a decision on'), ('reviewed', 'looked again at a decision on'), ('verified', 'verified'), ('refused', 'refused'), ('asked', 'asked'), ('approved', 'published'), ('returned', 'sent back')], max_length=12),
        ),
    ]
