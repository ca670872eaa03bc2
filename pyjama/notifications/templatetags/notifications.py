from django import template

from pyjama.notifications.models import Interest

register = template.Library()


@register.inclusion_tag("notifications/_interest.html", takes_context=True)
def interest_in(context, target, follows=True, in_place=False):
    """The buttons to follow or mute a row; without `follows` it is only muted. `in_place`: on that row's own page."""
    user = context["user"]
    mine = Interest.objects.visible_to(user).of(target).first() if user.is_authenticated else None
    address = {"model": target._meta.model_name, "pk": target.pk}
    return address | {
        "interest": mine,
        "follows": follows,
        "in_place": in_place,
        "user": user,
        "csrf_token": context.get("csrf_token"),
    }
