from django.http import Http404


def register(request, **arguments):
    raise Http404


def edit(request, **arguments):
    raise Http404


def team(request, **arguments):
    raise Http404


def remove(request, **arguments):
    raise Http404


def proof(request, **arguments):
    raise Http404


def decide(request, **arguments):
    raise Http404


def invitation(request, **arguments):
    raise Http404
