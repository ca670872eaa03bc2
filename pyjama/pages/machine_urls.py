"""Addresses that only machines ask for, without a language."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from pyjama.pages import views
from pyjama.pages.sitemaps import SITEMAPS

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", login_not_required(index), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemaps"),
    path("sitemap-<slug:section>.xml", login_not_required(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
]
