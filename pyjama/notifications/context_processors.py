def unread(request):
    """How many notifications the reader has not seen: a number, asked for only where it is shown."""
    return {"unread_count": lambda: request.user.notifications.unread().count()}
