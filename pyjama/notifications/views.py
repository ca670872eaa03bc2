from django.http import Http404


def news(request, **arguments):
    raise Http404


def preferences(request, **arguments):
    raise Http404


def unsubscribe(request, **arguments):
    raise Http404


def demo_mail(request, **arguments):
    raise Http404
