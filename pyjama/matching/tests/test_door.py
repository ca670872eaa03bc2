"""The door: three questions that may be left out, then one call at a time with room to answer."""

import re
import uuid

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing

from pyjama.calls.actions import close_call
from pyjama.calls.models import Call
from pyjama.matching.memory import MOST_PASSED, MOST_SAVED, SALT, salt_of
from pyjama.matching.models import Stance
from pyjama.topics.models import Cause
from pyjama.volunteers.actions import save_profile

DOOR = "/en/lend-a-hand/"
NEXT = f"{DOOR}next/"
SAID = "?minutes=15&cause=food&language=en"


def call_at(address):
    """The call that an address of the door shows."""
    return Call.objects.get(pk=re.match(rf"{DOOR}(\d+)/", address)[1])


def answer(**fields):
    return {"body": "The Thursday Pot.", "language": "en", "submission_key": str(uuid.uuid4())} | fields


def remembered(client, person=None):
    return signing.loads(client.cookies[settings.DOOR_COOKIE_NAME].value, salt=salt_of(person or AnonymousUser()))


def test_from_home_each_step_leads_to_the_next_and_keeps_what_was_said(world, browser):
    visitor = browser()
    assert f'action="{DOOR}causes/"' in visitor.get("/en/").text
    causes = visitor.get(f"{DOOR}causes/?minutes=5").text
    assert 'type="hidden" name="minutes" value="5"' in causes
    assert causes.count('name="cause"') == 12
    skills = visitor.get(f"{DOOR}skills/?minutes=5&cause=food").text
    assert 'type="hidden" name="cause" value="food"' in skills
    assert skills.count('name="skill"') == 13

    address = visitor.get(f"{NEXT}?minutes=5&cause=food&language=en").url
    call = call_at(address)
    assert address.endswith("/?minutes=5&cause=food&language=en")
    assert (call.minutes <= 5, call.language) == (True, "en")
    assert "food" in call.organization.causes.values_list("slug", flat=True)
    page = visitor.get(address).text
    assert call.body_html in page
    assert "Because you chose" in page


@pytest.mark.parametrize("step", ["", "causes/", "skills/"])
def test_each_step_says_how_many_calls_and_people_fit_so_far(world, browser, step):
    everything, food = browser().get(DOOR + step).context, browser().get(f"{DOOR}{step}?cause=food").context

    assert everything["calls"] > food["calls"] > 0
    assert everything["people"] > food["people"] > 0


@pytest.mark.parametrize("path", ["", "causes/", "skills/", "next/", "menu"])
def test_nonsense_in_the_address_is_left_out(world, browser, path):
    path = f"{world.call('menu').pk}/" if path == "menu" else path
    query = "?minutes=soon&cause=%00&cause=food&cause=x&skill=%F0%9F%92%A4&language=tlh&page=-1&minutes=7"
    response = browser().get(DOOR + path + query, follow=True)

    assert response.status_code == 200
    door = response.context["door"]
    assert door.form.said == {"cause": ["food"]}


@pytest.mark.parametrize("step", ["", "causes/", "skills/", "next/?minutes=2&cause=justice&skill=blogging", "menu"])
def test_search_engines_are_asked_to_leave_the_door_alone(world, browser, step):
    path = f"{world.call('menu').pk}/" if step == "menu" else step
    assert '<meta name="robots" content="noindex">' in browser().get(DOOR + path).text


def test_a_browser_remembers_what_was_said(world, browser):
    visitor = browser()
    visitor.get(f"{DOOR}skills/{SAID}")

    assert visitor.get(NEXT).url.endswith(SAID)
    assert "As last time" in visitor.get("/en/").text
    cookie = visitor.cookies[settings.DOOR_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


@pytest.mark.parametrize(
    ("before", "after", "is_known"), [(None, "sam", True), ("sam", None, False), ("sam", "lise", False)]
)
def test_who_reads_there_next_does_not_meet_what_somebody_signed_in_said(world, browser, before, after, is_known):
    first, second = (browser(name and getattr(world, name)) for name in (before, after))
    first.get(f"{DOOR}skills/{SAID}")
    second.cookies[settings.DOOR_COOKIE_NAME] = first.cookies[settings.DOOR_COOKIE_NAME].value

    assert (second.get("/en/").context["door"].form.query == SAID) is is_known


def test_the_other_language_can_be_unticked(world, browser):
    page = browser().get(f"{DOOR}skills/?minutes=5&language=fr&language=en").text

    assert 'name="language" value="fr" id="id_language_0" checked' in page
    assert page.count('type="hidden" name="language"') == 1


@pytest.mark.parametrize("value", ["", "torn", signing.dumps(["other", "make"], salt=SALT), signing.dumps(({}, [1], []))])
def test_a_cookie_that_is_not_ours_is_none(world, browser, value):
    visitor = browser()
    visitor.cookies[settings.DOOR_COOKIE_NAME] = value

    assert visitor.get(NEXT, follow=True).status_code == 200
    assert remembered(visitor) == [{}, [], [], {}]


def test_the_cookie_stays_small(world, browser):
    visitor = browser()
    visitor.get(f"{DOOR}causes/", {"cause": [*Cause.objects.values_list("slug", flat=True)]})
    choices, *_rest = remembered(visitor)
    everything_said = {kind: [10**9 + 5 * number for number in range(MOST_SAVED)] for kind in Stance.MARKS.values()}
    passed = [10**9 + 7 * number for number in range(MOST_PASSED)]
    visitor.cookies[settings.DOOR_COOKIE_NAME] = signing.dumps((choices, passed, [], everything_said), salt=SALT)
    visitor.post(f"{DOOR}{world.call('menu').pk}/skip/")

    assert len(remembered(visitor)[1]) == MOST_PASSED
    assert len(visitor.cookies[settings.DOOR_COOKIE_NAME].OutputString()) < 3_000


@pytest.mark.parametrize("name", [None, "sam"])
def test_what_was_skipped_does_not_come_again_and_its_kind_is_remembered(world, browser, name):
    reader = browser(name and getattr(world, name))
    address, shown = reader.get(f"{NEXT}?language=en").url, []
    while "/next/" not in address:
        shown.append(call_at(address))
        address = reader.post(address.replace("/?", "/skip/?")).url

    assert len(shown) == len({*shown}) > 5
    last = reader.get(address)
    assert last.status_code == 200
    assert not {*shown} & {match.call for match in last.context["matches"]}
    looks = [[call.kind, [cause.slug for cause in call.organization.causes.all()]] for call in shown]
    assert remembered(reader, name and world.sam)[2] == looks[-2:]
    if name:
        assert {stance.call for stance in world.sam.stances.all()} >= {*shown}


def test_where_nothing_fits_what_comes_near_is_shown_with_what_does_not_fit(world, browser):
    page = browser().get(f"{NEXT}?minutes=2&cause=justice&skill=blogging&language=en")

    assert all(match.misfits for match in page.context["matches"])
    first = page.context["matches"][0]
    assert f'href="{DOOR}{first.call.pk}/?minutes=2&amp;cause=justice' in page.text
    assert first.misfits[0].capitalize() in page.text


def test_one_who_has_seen_everything_still_finds_something(world, browser):
    visitor = browser()
    passed = [*Call.objects.open().values_list("pk", flat=True)]
    visitor.cookies[settings.DOOR_COOKIE_NAME] = signing.dumps(({}, passed, [], {}), salt=SALT)
    page = visitor.get(NEXT)

    assert page.context["matches"] == []
    assert 'href="/en/calls/"' in page.text.partition("<main")[2]


def test_an_answer_is_thanked_and_leads_to_the_next_call(world, browser):
    call, reader = world.call("menu"), browser(world.lise)
    response = reader.post(f"{DOOR}{call.pk}/{SAID}", answer())

    contribution = call.contributions.filter(author=world.lise).latest("pk")
    assert contribution.body == "The Thursday Pot."
    page = reader.get(response.url)
    assert f'<a href="{contribution.get_absolute_url()}">' in page.text
    assert response.url == reader.get(NEXT + SAID, follow=True).request["PATH_INFO"] + SAID or "/next/" in response.url
    assert call.pk in remembered(reader, world.lise)[1]


def test_what_a_visitor_writes_is_held_and_its_call_does_not_come_again(world, browser):
    call, visitor = world.call("menu"), browser()
    response = visitor.post(f"{DOOR}{call.pk}/{SAID}", answer(body="My own soup"))

    assert "My own soup" in visitor.get(response.url).text
    assert remembered(visitor)[1] == [call.pk]
    assert not call.contributions.filter(body="My own soup").exists()


def test_a_form_that_is_refused_keeps_what_was_typed(world, browser):
    call, reader = world.call("menu"), browser(world.lise)
    response = reader.post(f"{DOOR}{call.pk}/{SAID}", answer(body="My soup", language="xx"))

    assert response.status_code == 422
    assert "My soup</textarea>" in response.text
    assert call.pk not in remembered(reader, world.lise)[1]


def test_a_call_that_closed_meanwhile_says_so_keeps_the_text_and_offers_another(world, browser):
    call, reader = world.call("menu"), browser(world.lise)
    close_call(call=call)
    page = f"{DOOR}{call.pk}/{SAID}"

    assert "This call has closed meanwhile" in reader.get(page).text
    response = reader.post(page, answer(body="My soup"))
    assert response.status_code == 422
    assert "My soup</textarea>" in response.text
    assert "This call is closed" in response.text
    assert f'action="{DOOR}{call.pk}/skip/' in response.text


def test_what_is_not_public_is_not_at_the_door(world, browser):
    for name in ("poster", "doorway"):
        assert browser(world.chloe).get(f"{DOOR}{world.call(name).pk}/").status_code == 404
        assert browser(world.chloe).post(f"{DOOR}{world.call(name).pk}/skip/").status_code == 404
    assert browser().get(f"{DOOR}{10**30}/").status_code == 404


def test_who_is_signed_in_starts_at_a_call(world, browser):
    page = browser(world.sam).get("/en/")

    (first,) = [match.call for match in page.context["own"]]
    assert f'href="{DOOR}{first.pk}/' in page.text
    assert first not in {match.call for match in page.context["matches"]}
    assert f'action="{DOOR}causes/"' not in page.text


def test_what_a_profile_says_counts_where_the_address_says_nothing(world, browser):
    reader, said = browser(world.sam), {"minutes": 60, "languages": ["en"], "skills": [], "body": "", "links": []}
    reader.get(f"{DOOR}causes/?cause=animals")
    save_profile(person=world.sam, causes=Cause.objects.filter(slug="arts-culture"), is_public=False, **said)

    assert reader.get(NEXT).url.endswith("/?minutes=60&cause=arts-culture&language=en")
    assert reader.get(f"{NEXT}?cause=animals").url.endswith("/?cause=animals")
    assert "because you chose arts and culture" in reader.get("/en/").context["own"][0].reasons
