from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pyjama.core.refusals import Overtaken, Refused
from pyjama.drafts.actions import forget_drafts, keep_draft
from pyjama.drafts.forms import DraftForm
from pyjama.drafts.models import Draft
from pyjama.drafts.places import PLACE


def facts(draft):
    """What a device is told of a draft."""
    return {"text": draft.text, "version": draft.version, "at": draft.saved_at.isoformat()}


@never_cache
def keep(request):
    """For the script of a page: what is kept of its form (GET), or one text to keep (POST); another window's is a 409."""
    if request.method != "POST":
        place = request.GET.get("place", "")
        drafts = Draft.objects.visible_to(request.user).at(place) if PLACE.fullmatch(place) else []
        return JsonResponse({draft.name: facts(draft) for draft in drafts})
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        draft = keep_draft(person=request.user, **form.cleaned_data)
    except Overtaken as overtaken:
        return JsonResponse(facts(overtaken.current), status=HTTPStatus.CONFLICT)
    except Refused as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse(facts(draft) if draft else {"version": 0})


@login_not_required
def drafts(request):
    """What a person has begun and not sent, to continue or to throw away; a visitor's are on her device alone."""
    forms = {}
    for draft in Draft.objects.visible_to(request.user):
        forms.setdefault(draft.place, []).append(draft)
    return render(request, "drafts/list.html", {"forms": list(forms.values())})


@require_POST
def throw(request, pk):
    """Erase what a draft's form had, on this device too: the button says its place along (`SentMiddleware`)."""
    draft = get_object_or_404(Draft.objects.editable_by(request.user), pk=pk)
    forget_drafts(person=request.user, place=draft.place)
    messages.success(request, _("It is erased."))
    return redirect("drafts:list")
