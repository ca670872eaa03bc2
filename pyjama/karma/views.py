from django.http import Http404


def mine(request, **arguments):
    raise Http404
