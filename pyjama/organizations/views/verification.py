from pathlib import PurePath

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pyjama.attachments.serving import FOR_THIS_PERSON, served
from pyjama.core.scopes import moderates
from pyjama.core.shortcuts import render_form, typed_texts
from pyjama.moderation.middleware import noted
from pyjama.organizations.actions import answer_moderators, ask_organization, refuse_organization, verify_organization
from pyjama.organizations.deciding import AnswerForm, DecisionForm, QuestionForm, RefusalForm, VerificationForm
from pyjama.organizations.findings import findings_of
from pyjama.organizations.models import Case, LogLine, Organization


@require_safe
@noted("organizations.organization")
def proof(request, pk):
    """The private proof, as a download."""
    organization = get_object_or_404(Organization.objects.proven_to(request.user), pk=pk)
    file = organization.proof
    name = f"{organization.slug}{PurePath(file.name).suffix}"
    return served(file.storage, file.name, caching=FOR_THIS_PERSON, download_as=name)


@noted("organizations.organization")
def decide(request, pk):
    """Everything a moderator knows of one organization; sending the form verifies it."""
    organization = _decidable(request, pk)
    form = VerificationForm(request.POST or None, **_read(organization))
    if form.is_valid():
        with form.refusals():
            verify_organization(organization=organization, moderator=request.user, **form.cleaned_data)
            messages.success(request, _("Verified. Its owners have been told."))
            return redirect("pages:review")
    return _decision_page(request, organization, form, verification_form=form)


@require_POST
def refuse(request, pk):
    """Refuse to verify an organization, with a reason."""
    organization = _decidable(request, pk)
    form = RefusalForm(request.POST, **_read(organization))
    if form.is_valid():
        with form.refusals():
            refuse_organization(organization=organization, moderator=request.user, **form.cleaned_data)
            messages.success(request, _("Refused. Its owners have been told why."))
            return redirect("pages:review")
    return _decision_page(request, organization, form, refusal_form=form)


@require_POST
def ask(request, pk):
    """Ask an organization something before one decides."""
    organization = _decidable(request, pk)
    form = QuestionForm(request.POST)
    if form.is_valid():
        with form.refusals():
            ask_organization(organization=organization, moderator=request.user, **form.cleaned_data)
            messages.success(request, _("Asked. The clock is paused until they answer."))
            return redirect("pages:review")
    return _decision_page(request, organization, form, question_form=form)


def conversation(request, pk):
    """What the moderators and one's organization say to each other; a moderator has it on her own page."""
    theirs = Organization.objects.editable_by(request.user)
    if request.method != "POST" and moderates(request.user) and not theirs.filter(pk=pk).exists():
        return redirect("organizations:decide", pk)
    organization = get_object_or_404(theirs, pk=pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            answer_moderators(organization=organization, person=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. The moderators have been told."))
            return redirect("organizations:conversation", pk)
    return render_form(request, "organizations/conversation.html", form, _waiting_context(request, organization))


def _waiting_context(request, organization):
    """What an organization's people learn of its verification."""
    Case.objects.bring_to(organization)
    return {
        "organization": organization,
        "is_owned": Organization.objects.owned_by(request.user).contains(organization),
        "usual_wait": Case.objects.usual_wait(),
        "lines": LogLine.objects.visible_to(request.user).of(organization).said().with_people(),
        "typed": typed_texts(request),
    }


def _decidable(request, pk):
    return get_object_or_404(Organization.objects.decidable_by(request.user), pk=pk)


def _read(organization):
    """What a decision is about: the organization as it is on the page, to the last line of its log."""
    return {"organization": organization, "last_line": organization.log.first()}


def _decision_page(request, organization, form, **sent_form):
    """The page with the form that was sent, and the others anew; after a refusal, as everything stands now."""
    if form.refusal:
        organization.refresh_from_db()
    Case.objects.bring_to(organization)
    owners = list(organization.memberships.owners().select_related("person"))
    context = {
        "organization": organization,
        "case": organization.case,
        "findings": findings_of(organization, owners),
        "log": LogLine.objects.visible_to(request.user).of(organization).with_people(),
        "is_own": Organization.objects.editable_by(request.user).contains(organization),
        "typed": typed_texts(request),
    }
    return render_form(request, "organizations/decide.html", form, context | _forms(organization, form) | sent_form)


def _forms(organization, sent):
    """The forms of the page as they are before one writes in them; a decision that came too late is about these now."""
    read = _read(organization)
    if sent.refusal and isinstance(sent, DecisionForm):
        sent.read_again(**read)
    return {
        "verification_form": VerificationForm(**read),
        "refusal_form": RefusalForm(**read),
        "question_form": QuestionForm(),
    }
