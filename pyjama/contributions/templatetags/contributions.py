from django import template

from pyjama.organizations.models import Organization

register = template.Library()


@register.inclusion_tag("contributions/_in_whose_name.html", takes_context=True)
def in_whose_name(context, call):
    """Say under which name what one writes under this call will stand: one's own, or one's organization's.

    A page that knows whose call it is says so in `is_editable`; it is asked for elsewhere.
    """
    user, is_theirs = context["user"], context.get("is_editable")
    if is_theirs is None:
        is_theirs = Organization.objects.editable_by(user).filter(pk=call.organization_id).exists()
    return {"user": user, "organization": call.organization, "is_theirs": is_theirs, "acting_as": context["acting_as"]}
