def unlisted(request):
    """Whether this page is one that search engines must forget: a visitor's is then shared with no words of its own."""
    return {"is_unlisted": getattr(request, "is_unlisted", False)}
