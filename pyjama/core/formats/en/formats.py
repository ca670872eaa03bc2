"""Dates and numbers as English Canada writes them."""

from django.conf.locale.en_CA.formats import *  # noqa: F403
