"""What views say so often that it has a short name."""

from http import HTTPStatus

from django.shortcuts import render


def render_form(request, template, form, context=None):
    """Render a page around a form, with status 422 when what was sent in it was not accepted."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, **(context or {})}, status=status)
