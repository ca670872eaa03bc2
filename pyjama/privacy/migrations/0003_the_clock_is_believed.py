
import pyjama.core.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0002_incidents_stay'),
    ]

    operations = [
        migrations.CreateModel(
            name='Believed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.DateTimeField(default=pyjama.core.clock.now)),
            ],
        ),
    ]
