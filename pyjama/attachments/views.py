from django.http import Http404


def public_file(request, **arguments):
    raise Http404
