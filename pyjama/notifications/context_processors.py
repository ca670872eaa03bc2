from functools import cache

from pyjama.notifications.models import Notification


def unread(request):
    """How many notifications the reader has not seen: asked for once a request, and only where it is shown."""
    if not hasattr(request, "count_unread"):
        request.count_unread = cache(lambda: Notification.objects.visible_to(request.user).count_lines())
    return {"unread_count": request.count_unread}
