from django.http import Http404


def address(request, **arguments):
    raise Http404


def reply(request, **arguments):
    raise Http404


def edit(request, **arguments):
    raise Http404


def withdraw(request, **arguments):
    raise Http404


def useful(request, **arguments):
    raise Http404


def former_texts(request, **arguments):
    raise Http404


def newer(request, **arguments):
    raise Http404
