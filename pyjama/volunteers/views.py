from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pyjama.core.shortcuts import render_form
from pyjama.volunteers.actions import save_profile
from pyjama.volunteers.forms import ProfileForm
from pyjama.volunteers.models import Profile


def edit(request):
    """One's own profile: what one likes and can do, and whether others may read it."""
    profile = Profile.objects.editable_by(request.user).for_page().first()
    form = ProfileForm(request.POST or None, initial=profile.said if profile else {"languages": [request.user.language]})
    if form.is_valid():
        profile = save_profile(person=request.user, **form.cleaned_data)
        messages.success(
            request, _("Saved. Everybody can read it.") if profile.is_public else _("Saved. Only you can read it.")
        )
        return redirect("volunteers:edit")
    return render_form(request, "volunteers/edit.html", form, {"profile": profile})
