from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pyjama.organizations.acting import act_as
from pyjama.organizations.forms import ActingForm
from pyjama.organizations.models import Organization


@require_POST
def switch(request):
    """Act as one of one's organizations, or as oneself again."""
    form = ActingForm(request.POST, organizations=Organization.objects.editable_by(request.user))
    if not form.is_valid():
        messages.warning(request, _("You have no place in that organization any more."))
        return redirect("pages:mine")
    organization = form.cleaned_data["organization"]
    act_as(request, organization)
    if organization:
        messages.success(request, _("You now act as %(name)s.") % {"name": organization.name})
    else:
        messages.success(request, _("You act as yourself again."))
    return redirect("pages:mine")
