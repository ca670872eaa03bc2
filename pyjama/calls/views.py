from django.http import Http404


def open_calls(request, **arguments):
    raise Http404


def new(request, **arguments):
    raise Http404


def edit(request, **arguments):
    raise Http404


def publish(request, **arguments):
    raise Http404


def extend(request, **arguments):
    raise Http404


def close(request, **arguments):
    raise Http404


def former_texts(request, **arguments):
    raise Http404


def decide(request, **arguments):
    raise Http404
