from pyjama.organizations.acting import acting_as, chosen_by


def acting(request):
    """As which organization the reader acts, if any; and whether she chose one where she has no place any more."""
    organization = acting_as(request)
    return {"acting_as": organization, "has_lost_place": bool(chosen_by(request)) and not organization}
