from allauth.mfa.models import Authenticator
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from pyjama.core import views as core
from pyjama.mail.inbound.webhooks import urlpatterns_of

handler400 = core.bad_request
handler403 = core.permission_denied
handler404 = core.page_not_found
handler500 = core.server_error

# Django's own admin, for operators: its sign-in page is ours.
admin.site.login = login_not_required(core.to_sign_in)
# The library would show operators the secrets of the second step.
admin.site.unregister(Authenticator)

urlpatterns = [
    path("", core.root, name="root"),
    path("healthz", core.health, name="health"),
    path("service-worker.js", core.service_worker, name="service_worker"),
    path("sender.json", core.sender, name="sender"),
    path("", include("pyjama.operating.urls")),
    path("admin/", admin.site.urls),
    path("", include("pyjama.attachments.urls")),
    path("", include("pyjama.security.urls")),
    path("", include("pyjama.pages.machine_urls")),
    *i18n_patterns(
        path("manifest.webmanifest", core.manifest, name="manifest"),
        path(_("offline/"), core.offline_page, name="offline"),
        path("", include("pyjama.pages.urls")),
        path("", include("pyjama.privacy.urls")),
        path("", include("pyjama.sponsors.urls")),
        path(_("my-space/"), include("pyjama.volunteers.urls")),
        path(_("account/"), include("pyjama.accounts.urls")),
        path(_("drafts/"), include("pyjama.drafts.urls")),
        path(_("notifications/weekly/"), include("pyjama.digests.urls")),
        path(_("notifications/"), include("pyjama.notifications.urls")),
        path(_("moderation/"), include("pyjama.moderation.urls")),
        path("karma/", include("pyjama.karma.urls")),
        path(_("organizations/"), include("pyjama.organizations.urls")),
        path(_("organizations/"), include("pyjama.insights.urls")),
        path(_("calls/"), include("pyjama.calls.urls")),
        path("contributions/", include("pyjama.contributions.urls")),
        path(_("calls/"), include("pyjama.outcomes.urls")),
        path(_("clarity/"), include("pyjama.clarity.urls")),
        path(_("lend-a-hand/"), include("pyjama.matching.urls")),
    ),
]

if settings.DEMO or settings.DEBUG:
    urlpatterns += [path("demo/mail/previews/", include("pyjama.mail.preview_urls"))]
if settings.MAIL_WEBHOOKS:
    urlpatterns += [path("mail/", include(urlpatterns_of(settings.MAIL_WEBHOOKS)))]

if settings.DEMO:
    urlpatterns += [path("demo/mail/", include("pyjama.mail.urls"))]
