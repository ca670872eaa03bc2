from django.http import Http404


def home(request, **arguments):
    raise Http404


def call(request, **arguments):
    raise Http404


def organization(request, **arguments):
    raise Http404


def mine(request, **arguments):
    raise Http404


def review(request, **arguments):
    raise Http404
