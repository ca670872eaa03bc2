from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.pages import calls, feeds, views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path(_("calls/"), calls.open_calls, name="calls"),
    path(_("calls/<int:pk>-<slug:slug>/"), calls.call, name="call"),
    path(_("calls/<int:pk>-<slug:slug>/outcome/"), calls.outcome, name="outcome"),
    path(_("organizations/<int:pk>-<slug:slug>/"), views.organization, name="organization"),
    path(_("organizations/<int:pk>/team/<int:membership>/"), views.member, name="member"),
    path(_("organizations/<int:pk>/delete/"), views.delete, name="delete_organization"),
    path(_("what-your-help-changed/"), views.changed, name="changed"),
    path(_("calls/feed/"), login_not_required(feeds.OpenCallsFeed()), name="calls_feed"),
    path(_("what-your-help-changed/feed/"), login_not_required(feeds.OutcomesFeed()), name="changed_feed"),
    path(_("organizations/<int:pk>/feed/"), login_not_required(feeds.OrganizationFeed()), name="organization_feed"),
    path(_("people/<int:pk>-<slug:slug>/"), views.person, name="person"),
    path(_("my-space/"), views.mine, name="mine"),
    path(_("my-space/what-i-gave/"), views.given, name="given"),
    path(_("to-review/"), views.review, name="review"),
    path(_("how-it-works/"), views.text, {"slug": "how_it_works"}, name="how_it_works"),
    path(_("for-organizations/"), views.text, {"slug": "for_organizations"}, name="for_organizations"),
    path(_("about/"), views.text, {"slug": "about"}, name="about"),
    path(_("privacy/"), views.text, {"slug": "privacy"}, name="privacy"),
    path(_("terms/"), views.text, {"slug": "terms"}, name="terms"),
    path(_("how-moderation-works/"), views.text, {"slug": "moderation"}, name="moderation"),
    path(_("accessibility/"), views.text, {"slug": "accessibility"}, name="accessibility"),
    path(_("contact/"), views.text, {"slug": "contact"}, name="contact"),
]
