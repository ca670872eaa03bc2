"""Dates and numbers as French Canada writes them."""

from django.conf.locale.fr_CA.formats import *  # noqa: F403
