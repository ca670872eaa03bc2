"""The demo world is believable, complete, and true to its own history."""

import re
from collections import Counter

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q
from django.db.models.functions import Length

from pyjama.accounts.models import User
from pyjama.attachments.models import Attachment
from pyjama.calls.models import MINUTES, Call
from pyjama.contributions.models import Contribution, UsefulVote
from pyjama.core import clock
from pyjama.digests.models import Edition
from pyjama.karma.models import POINTS, Entry, Reason
from pyjama.mail.models import Mail
from pyjama.notifications.models import SUMMARIES, Notification
from pyjama.organizations.models import Organization
from pyjama.outcomes.models import Outcome, Quote
from pyjama.topics.models import Cause, Skill
from pyjama.world import story
from pyjama.world.build import build, people_to_meet

# An ordinary space before what French keeps with the word before it, or after an opening guillemet.
LOOSE = re.compile(r" [:;!?»]|« |\d [%$]")
STRAIGHT = re.compile(r"\w'\w|\"")


def french_texts():
    organizations = Organization.objects.exclude(mission_fr="").values_list("mission_fr", flat=True)
    calls = [text for pair in Call.objects.filter(language="fr").values_list("title", "body") for text in pair]
    contributions = Contribution.objects.filter(language="fr").values_list("body", flat=True)
    return [*organizations, *calls, *contributions, *Outcome.objects.filter(language="fr").values_list("body", flat=True)]


def rows():
    models = [User, Organization, Call, Contribution, UsefulVote, Entry, Mail, Attachment]
    return {model: model.objects.count() for model in models}


def test_the_world_is_large_enough_to_look_lived_in(world):
    assert Organization.objects.count() >= 14
    assert Call.objects.count() >= 45
    assert Contribution.objects.count() >= 500
    assert User.objects.count() >= 60
    assert Call.objects.filter(state="finished", outcome__isnull=False).count() >= 10


def test_every_cause_and_every_skill_has_a_call_that_people_see(world):
    seen = Call.objects.published()

    assert not Cause.objects.exclude(pk__in=seen.values("organization__causes"))
    assert not Skill.objects.exclude(pk__in=seen.values("skills"))


def test_each_language_has_its_half(world):
    french = Call.objects.filter(language="fr").count() / Call.objects.count()

    assert 0.4 <= french <= 0.6


def test_both_languages_and_every_state_kind_length_status_and_credit_are_there(world):
    assert set(Call.objects.values_list("language", flat=True)) == {"fr", "en"}
    assert set(Contribution.objects.values_list("language", flat=True)) == {"fr", "en"}
    assert set(Call.objects.values_list("state", flat=True)) == set(Call.State.values)
    assert set(Call.objects.values_list("kind", flat=True)) == set(Call.Kind.values)
    assert set(Call.objects.values_list("minutes", flat=True)) == {minutes for minutes, _ in MINUTES}
    # In the story nobody deletes her organization.
    there = set(Organization.objects.values_list("status", flat=True)) | {Organization.Status.DELETED}
    assert there == set(Organization.Status.values)
    assert set(Contribution.objects.values_list("credit", flat=True)) == {"", *Contribution.Credit.values}


def test_it_shows_what_a_thread_can_hold(world):
    assert Contribution.objects.filter(edited_at__isnull=False, revisions__isnull=False).exists()
    assert Contribution.objects.filter(withdrawn_at__isnull=False, body="", replies__withdrawn_at=None).exists()
    assert Contribution.objects.filter(used_ai=True).exists()
    assert Contribution.objects.filter(for_organization=True, parent__isnull=False).exists()
    assert Contribution.objects.exclude(language=F("call__language")).exists()


def test_people_show_what_they_speak_of(world):
    pictured = Contribution.objects.filter(attachments__kind="image")

    assert Call.objects.filter(attachments__kind="image").values("language").distinct().count() == 2
    assert Call.objects.filter(attachments__kind="document").count() >= 2
    assert pictured.filter(parent=None).values("language").distinct().count() == 2
    assert pictured.filter(parent__isnull=False, for_organization=True).exists()
    assert Organization.objects.exclude(logo="").count() >= 10


def test_every_picture_says_what_it_shows_in_the_language_it_stands_in(world):
    for picture in Attachment.objects.filter(kind="image").prefetch_related("target"):
        assert len(picture.alternative.split()) >= 10, picture
        if picture.target.language == "fr":
            assert not LOOSE.search(picture.alternative), picture
            assert not STRAIGHT.search(picture.alternative), picture


@pytest.mark.once
def test_the_files_of_the_story_are_small_and_each_of_them_is_used():
    told = [*story.organizations().values(), *story.calls().values()]
    told += [call["outcome"] for call in story.calls().values() if "outcome" in call]
    told += [contribution for call in story.calls().values() for contribution in call.get("contributions", [])]
    told += [reply for contribution in told for reply in contribution.get("replies", [])]
    used = {file["file"] for each in told for file in each.get("attachments", [])}
    used |= {f"logos/{each['logo']}" for each in told if "logo" in each}
    files = [path for path in (story.FOLDER / "files").rglob("*") if path.is_file()]

    assert {str(path.relative_to(story.FOLDER / "files")) for path in files} == used
    assert max(path.stat().st_size for path in files) <= 40_000
    assert {path.suffix for path in files} >= {".pdf", ".jpg", ".png", ".webp"}


def test_outcomes_have_pictures_and_quotes_with_every_answer_and_one_was_corrected(world):
    assert Outcome.objects.filter(attachments__kind="image").distinct().count() >= 3
    assert Outcome.objects.exclude(before=None).exclude(after=None).values("language").distinct().count() == 2
    assert set(Quote.objects.values_list("consent", flat=True)) == set(Quote.Consent.values)
    assert all(quote.stands for quote in Quote.objects.select_related("contribution"))
    assert Outcome.objects.filter(corrected_at__isnull=False, revisions__isnull=False).count() == 1


def test_the_familiar_calls_are_where_the_tests_expect_them(world):
    states = {name: world.call(name).state for name in ["slogans", "poster", "menu", "letter", "lost_draft", "doorway"]}

    assert states == {
        "slogans": "open",
        "poster": "draft",
        "menu": "open",
        "letter": "sorting",
        "lost_draft": "draft",
        "doorway": "review",
    }
    assert world.call("slogans").contribution_count >= 12
    assert world.contribution("letter", "tanis").credit == "used"
    assert world.call("letter").contributions.answers().filter(credit="").exists()


def test_the_archives_have_a_draft_and_nobody(world):
    archives = world.organization("archives")

    assert archives.is_verified
    assert not archives.members.exists()
    assert archives.calls.get() == world.call("lost_draft")


def test_nobody_says_the_same_thing_twice(world):
    for model in [Call, Contribution, Outcome]:
        bodies = Counter(model.objects.exclude(body="").values_list("body", flat=True))
        assert not [body for body, times in bodies.items() if times > 1]


def test_a_call_says_enough_and_not_too_much(world):
    for call in Call.objects.all():
        assert 60 <= len(call.body.split()) <= 180, call.title


def test_french_is_set_as_french(world):
    for text in french_texts():
        assert not LOOSE.search(text), text
        assert not STRAIGHT.search(text), text


def test_the_ledger_says_what_happened(world):
    answers = Contribution.objects.answers().annotate(votes=Count("useful_votes"))
    earned = Counter()
    for answer in answers:
        earned[answer.author_id] += POINTS[Reason.CONTRIBUTED] + POINTS[Reason.USEFUL] * min(answer.votes, 10)
        earned[answer.author_id] += POINTS[Reason(answer.credit)] if answer.credit else 0

    assert {
        person.pk: person.karma_entries.total() for person in User.objects.all() if person.karma_entries.total()
    } == earned
    about = Entry.objects.standing().values_list("object_id", flat=True).distinct()
    assert set(about) == set(answers.values_list("pk", flat=True))
    assert set(Entry.objects.values_list("content_type", flat=True)) == {ContentType.objects.get_for_model(Contribution).pk}


def test_the_counters_are_true(world):
    for call in Call.objects.all():
        assert call.contribution_count == call.contributions.answers().count()
    for contribution in Contribution.objects.annotate(votes=Count("useful_votes")):
        assert contribution.useful_count == contribution.votes


def test_nothing_happens_before_its_time(world):
    closed = Q(call__closed_at__isnull=False, posted_at__gt=F("call__closed_at"), parent=None)
    early = Q(posted_at__lt=F("call__published_at")) | Q(posted_at__lt=F("parent__posted_at"))

    assert not Contribution.objects.filter(early | closed | Q(posted_at__lt=F("author__joined_at"))).exists()
    assert not UsefulVote.objects.filter(voted_at__lt=F("contribution__posted_at")).exists()
    assert not UsefulVote.objects.filter(voter=F("contribution__author")).exists()
    assert not Call.objects.filter(published_at__lt=F("organization__decided_at")).exists()
    assert not Call.objects.filter(finished_at__lt=F("closed_at")).exists()
    for model, moment in [(Contribution, "posted_at"), (UsefulVote, "voted_at"), (Notification, "created_at")]:
        assert not model.objects.filter(**{f"{moment}__gt": clock.now()}).exists()


def test_a_finished_call_says_what_changed_and_tells_each_person_once(world):
    for call in Call.objects.filter(state="finished"):
        answers = call.contributions.answers()
        told = Notification.objects.filter(kind="outcome", object_id=call.outcome.pk).values_list("recipient", flat=True)

        assert not answers.filter(credit="").exists()
        assert call.outcome.published_at == call.finished_at
        assert sorted(told) == sorted(set(answers.values_list("author", flat=True)))
    assert Outcome.objects.annotate(length=Length("body")).filter(length__gt=300).count() >= 3


def test_the_mail_of_the_story_has_left_long_ago(world):
    assert Mail.objects.exists()
    assert not Mail.objects.filter(sent_at=None).exists()


def test_the_demo_introduces_people_who_exist_and_whose_address_is_confirmed(world):
    introduced = people_to_meet()

    assert len(introduced) >= 5
    for name, address, part in introduced:
        assert User.objects.get(email=address, emailaddress__verified=True).display_name == name
        assert part


def test_building_twice_changes_nothing(world):
    before = rows()

    assert build() is False
    assert rows() == before


def test_whoever_waits_for_verification_has_something_to_show(world):
    for organization in Organization.objects.filter(charity_number=""):
        assert organization.proof.read().startswith(b"%PDF")


def test_each_mail_of_the_calendar_came_to_somebody(world):
    """One finds them among the mail of the demonstration."""
    written = {edition.kind for edition in Edition.objects.filter(is_empty=False)}
    assert written == {kind.value for kind in SUMMARIES}
    sorts = Mail.objects.values_list("headers__Feedback-ID", flat=True)
    assert {kind.value for kind in SUMMARIES} <= {(sort or "").partition(":")[0] for sort in sorts}
