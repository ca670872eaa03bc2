from django import template

from pyjama.notifications.models import Interest

register = template.Library()


@register.inclusion_tag("notifications/_interest.html", takes_context=True)
def interest_in(context, target, follows=True, in_place=False):
    """The buttons to follow or mute a row; without `follows` it is only muted. `in_place`: on that row's own page.

    A page that has asked already what the reader wants of it says so in `interest`.
    """
    user = context["user"]
    mine = context["interest"] if "interest" in context else Interest.objects.of_reader(user, target)
    address = {"model": target._meta.model_name, "pk": target.pk}
    return address | {
        "interest": mine,
        "follows": follows,
        "in_place": in_place,
        "user": user,
        "csrf_token": context.get("csrf_token"),
    }
