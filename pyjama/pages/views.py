from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pyjama.accounts.models import Edition
from pyjama.accounts.proof import proof_required
from pyjama.attachments.models import Attachment
from pyjama.calls.deletion import delete_organization
from pyjama.calls.filters import FinishedFilterForm
from pyjama.calls.models import Call
from pyjama.calls.tally import tally_for
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.forms import Form
from pyjama.core.kept_pages import same_for_visitors
from pyjama.core.shortcuts import render_form, tidy_address
from pyjama.core.site import absolute_url
from pyjama.core.stretches import Stretch
from pyjama.matching.door import Door
from pyjama.matching.models import Stance
from pyjama.notifications.models import Interest
from pyjama.organizations.acting import acting_as
from pyjama.organizations.models import Case, Membership, Organization
from pyjama.outcomes.models import Outcome
from pyjama.pages.deeds import deeds_of
from pyjama.pages.figures import figures
from pyjama.pages.giving import with_outcomes
from pyjama.pages.models import Text
from pyjama.privacy.page import told
from pyjama.volunteers.models import Profile

CALLS_AT_HOME, OUTCOMES_AT_HOME = 6, 3
CASES_PER_PAGE = 50
OUTCOMES_PER_PAGE = 12
GIVEN_IN_MY_SPACE = 5
GIVEN_PER_PAGE = 20
# What no card of an outcome shows, and is long.
UNSHOWN = ["body", "call__body", "call__body_html", "call__organization__mission_fr", "call__organization__mission_en"]


@login_not_required
@same_for_visitors
def home(request):
    """What this is, the door (for who is signed in, a call), what waits for a hand, and what help changed lately."""
    door = Door(request).recall()
    matches = door.matches(CALLS_AT_HOME + 1)
    own = matches[:1] if request.user.is_authenticated else []
    others = matches[len(own) :][:CALLS_AT_HOME]
    outcomes = Outcome.objects.visible_to(request.user).published().for_cards().defer(*UNSHOWN)[:OUTCOMES_AT_HOME]
    Attachment.objects.bring_to(*outcomes)
    context = {"door": door, "own": own, "matches": others, "outcomes": outcomes, "figures": figures()}
    return render(request, "pages/home.html", context)


@login_not_required
@same_for_visitors
@tidy_address
def changed(request):
    """What people's help changed: the outcomes of finished calls, newest first; the filters live in the address."""
    calls = Call.objects.visible_to(request.user).finished()
    form = FinishedFilterForm(request.GET)
    outcomes = Outcome.objects.visible_to(request.user).published().of_calls(form.narrow(calls)).for_cards().defer(*UNSHOWN)
    stretch, tally = Stretch(outcomes, "published_at", OUTCOMES_PER_PAGE, request.GET), tally_for(request.user)
    Attachment.objects.bring_to(*stretch)
    ways = [] if stretch.rows else form.ways_out(tally)
    context = {"form": form.count(tally), "stretch": stretch, "number": form.narrow(tally).count(), "ways": ways}
    return render(request, "pages/changed.html", context)


@login_not_required
@same_for_visitors
def organization(request, pk, slug):
    """One organization: who it is, what was verified, and its calls; of a former one, what people gave it."""
    if former := Organization.objects.former().filter(pk=pk).first():
        context = {"organization": former, "calls": former.calls.visible_to(request.user).for_cards()}
        return render(request, "pages/former_organization.html", context, status=HTTPStatus.GONE)
    organization = get_object_or_404(Organization.objects.visible_to(request.user), pk=pk)
    if slug != organization.slug:
        return redirect(organization)
    Case.objects.bring_to(organization)
    context = {
        "organization": organization,
        "usual_wait": Case.objects.usual_wait() if organization.case else None,
        "calls": organization.calls.visible_to(request.user).for_cards(),
        "is_editable": Organization.objects.editable_by(request.user).filter(pk=pk).exists(),
        "is_owned": Organization.objects.owned_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "pages/organization.html", context)


def member(request, pk, membership):
    """What a member did in her team, for those who are in it."""
    memberships = Membership.objects.visible_to(request.user).select_related("person", "organization")
    membership = get_object_or_404(memberships, organization__pk=pk, pk=membership)
    return render(request, "pages/member.html", {"membership": membership, **deeds_of(membership, request.user)})


@proof_required
def delete(request, pk):
    """What goes with an organization, what stays, and what must be done first; sending the form deletes it."""
    organization = get_object_or_404(Organization.objects.owned_by(request.user), pk=pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.refusals():
            delete_organization(organization=organization, owner=request.user)
            messages.success(request, _("The organization is deleted. What people gave it stays."))
            return redirect("pages:mine")
    unsettled = organization.calls.editable_by(request.user).unsettled().order_by("closes_at")
    context = {"organization": organization, "unsettled": unsettled}
    return render_form(request, "pages/delete_organization.html", form, context)


def mine(request):
    """One's own space: what one gave and what became of it, one's organizations and what waits there.

    Who acts as one of her organizations finds that one's alone.
    """
    if organization := acting_as(request):
        calls = organization.calls.editable_by(request.user).for_cards().order_by("-created_at")
        return render(request, "pages/mine_acting.html", {"organization": organization, "calls": calls})
    contributions = Contribution.objects.visible_to(request.user).given_by(request.user)
    organizations = Organization.objects.editable_by(request.user).order_by("name")
    Case.objects.bring_to(*organizations)
    followed = Interest.objects.visible_to(request.user).followed().rows_of(Organization)
    context = {
        "organizations": organizations,
        "usual_wait": Case.objects.usual_wait() if any(each.case for each in organizations) else None,
        "calls": Call.objects.editable_by(request.user).for_cards().order_by("-created_at"),
        "given": with_outcomes(contributions[:GIVEN_IN_MY_SPACE], request.user),
        "totals": contributions.totals(),
        "followed": Organization.objects.visible_to(request.user).filter(pk__in=followed).order_by("name"),
        "saved": Stance.objects.visible_to(request.user).saved(),
        "karma": request.user.karma_entries.visible_to(request.user).total(),
    }
    return render(request, "pages/mine.html", context)


def given(request):
    """What one gave and what became of it, all of it."""
    contributions = Contribution.objects.visible_to(request.user).given_by(request.user)
    stretch = Stretch(contributions, "posted_at", GIVEN_PER_PAGE, request.GET)
    context = {
        "stretch": stretch,
        "given": with_outcomes(stretch, request.user),
        "totals": contributions.totals(),
        "karma": request.user.karma_entries.visible_to(request.user).total(),
    }
    return render(request, "pages/given.html", context)


@login_not_required
def person(request, pk, slug):
    """What a person shows of herself, once she has opened her profile; before that, she alone sees what it would be."""
    profile = get_object_or_404(Profile.objects.visible_to(request.user).for_page(), pk=pk)
    if slug != profile.slug:
        return redirect(profile)
    contributions = Contribution.objects.visible_to(request.user).given_by(profile.person)
    stretch = Stretch(contributions, "posted_at", GIVEN_PER_PAGE, request.GET)
    context = {
        "profile": profile,
        "stretch": stretch,
        "given": with_outcomes(stretch, request.user),
        "totals": contributions.totals(),
    }
    return render(request, "pages/person.html", context)


def review(request):
    """What waits for a moderator: organizations to verify, first calls to read."""
    if not request.user.is_moderator:
        raise Http404
    cases = Case.objects.visible_to(request.user).for_queue()
    context = {
        "page": Paginator(cases.waiting(), CASES_PER_PAGE).get_page(request.GET.get("page")),
        "asked": cases.asked(),
        "calls": Call.objects.reviewable_by(request.user).for_cards(),
    }
    return render(request, "pages/review.html", context)


@login_not_required
def robots(request):
    """What search engines may read, and where they find it."""
    context = {"sitemap": absolute_url(reverse("sitemaps"))}
    return render(request, "pages/robots.txt", context, content_type="text/plain")


@login_not_required
@same_for_visitors
def text(request, slug):
    """One of the site's own texts: how it works, what it promises, whom to write to."""
    context = {"text": Text.objects.in_force(slug, get_language())}
    if slug in Edition.Policy:
        context["version"] = clock.day(context["text"].updated_at).isoformat()
    if slug == Edition.Policy.PRIVACY:
        context["told"] = told()
    return render(request, "pages/text.html", context)
