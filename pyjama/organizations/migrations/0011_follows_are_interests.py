from django.db import migrations

SLICE = 1_000


def carry_over(apps, schema_editor):
    """Who followed an organization has an interest in it, since the same moment; who muted it meanwhile wants no news of it."""
    follows = apps.get_model("organizations", "Follow").objects.order_by("pk")
    if not follows.exists():
        return
    interests = apps.get_model("notifications", "Interest")
    of = {"content_type": organizations(apps), "is_muted": False}
    rows = (
        interests(person_id=follow.person_id, object_id=follow.organization_id, since=follow.since, **of)
        for follow in follows.iterator(SLICE)
    )
    interests.objects.bulk_create(rows, batch_size=SLICE, ignore_conflicts=True)


def carry_back(apps, schema_editor):
    """The same, the other way."""
    follow = apps.get_model("organizations", "Follow")
    present = apps.get_model("organizations", "Organization").objects.values("pk")
    interests = apps.get_model("notifications", "Interest").objects.filter(
        content_type=organizations(apps), is_muted=False, object_id__in=present
    )
    rows = (follow(person_id=each.person_id, organization_id=each.object_id, since=each.since) for each in interests.iterator(SLICE))
    follow.objects.bulk_create(rows, batch_size=SLICE, ignore_conflicts=True)


def organizations(apps):
    types = apps.get_model("contenttypes", "ContentType").objects
    return types.get_or_create(app_label="organizations", model="organization")[0]


class Migration(migrations.Migration):

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("notifications", "0011_channels_and_groups"),
        ("organizations", "0010_moderated"),
    ]

    operations = [migrations.RunPython(carry_over, carry_back)]
