from pyjama.drafts.places import place_of


def place(request):
    """Where the texts that are typed on this page belong."""
    return {"place": place_of(request.resolver_match)}
