from django import template

register = template.Library()


@register.filter
def open_profile(person):
    """The profile that somebody has opened to everybody, or None; whoever lists people fetches their profiles with them."""
    profile = getattr(person, "profile", None)
    return profile if profile and profile.is_public and profile.is_in_view and person.is_active else None
