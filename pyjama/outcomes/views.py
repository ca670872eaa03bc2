from django.http import Http404


def desk(request, **arguments):
    raise Http404
