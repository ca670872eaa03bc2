import re

import pytest
from django.utils.html import escape

from pyjama.calls.actions import edit_call
from pyjama.calls.models import Call
from pyjama.matching.actions import take_stance
from pyjama.matching.models import Stance
from pyjama.topics.models import Skill

LIST = "/en/calls/"


def titles(response):
    return {call.title for call in response.context["page"].paginator.object_list[:]}


def choices(response, field):
    """What the reader is offered, as {value: label}."""
    return {str(value): str(label) for value, label in response.context["form"].fields[field].choices}


def test_the_list_shows_open_calls_in_both_languages_to_everybody(world, browser):
    response = browser().get(LIST)

    assert {world.call("slogans").title, world.call("menu").title} <= titles(response)
    assert not {world.call("poster").title, world.call("letter").title} & titles(response)


def test_filters_live_in_the_address(world, browser):
    french = titles(browser().get(LIST, {"language": "fr"}))

    assert world.call("slogans").title in french
    assert world.call("menu").title not in french


@pytest.mark.parametrize("path", [LIST, "/en/what-your-help-changed/"])
@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("?text=&minutes=&kind=", ""),
        ("?text=soupe+%26+pain&minutes=&language=fr", "?text=soupe+%26+pain&language=fr"),
        ("?language=&language=fr&page=", "?language=fr"),
    ],
)
def test_what_a_form_left_empty_is_left_out_of_the_address(world, browser, path, sent, kept):
    assert browser().get(path + sent).url == path + kept
    assert browser().get(path + kept).status_code == 200


@pytest.mark.parametrize("field", ["kind", "language", "minutes", "cause", "skill"])
def test_each_choice_says_how_many_calls_it_shows(world, browser, field):
    offered = choices(browser().get(LIST, {"language": "fr"} if field != "language" else {}), field)
    offered.pop("")

    for value, label in offered.items():
        response = browser().get(LIST, {"language": "fr"} | {field: value})
        assert label.endswith(f"({response.context['page'].paginator.count})"), label


def test_minutes_are_the_most_one_has(world, browser):
    menu = world.call("menu")

    assert menu.title in titles(browser().get(LIST, {"minutes": menu.minutes}))
    assert all(call.minutes <= 5 for call in browser().get(LIST, {"minutes": 5}).context["page"].paginator.object_list[:])


def test_a_cause_is_the_organizations_and_a_skill_the_calls(world, browser):
    slogans, writing = world.call("slogans"), Skill.objects.get(slug="writing")
    slogans.skills.set([writing])
    cause = slogans.organization.causes.first()
    page = browser().get(LIST, {"cause": cause.slug, "skill": "writing"})
    assert slogans.title in titles(page)
    for call in page.context["page"].paginator.object_list[:]:
        assert cause in call.organization.causes.all()
        assert writing in call.skills.all()
    slogans.skills.clear()
    assert slogans.title not in titles(browser().get(LIST, {"skill": "writing"}))
    assert slogans.title in titles(browser().get(LIST, {"skill": "none"}))


def test_words_are_found_and_marked_in_the_title_and_in_the_text(world, browser):
    menu = world.call("menu")
    edit_call(
        call=menu,
        editor=menu.author,
        version=menu.version,
        title="Our <b>crêpes</b> & menu",
        body="No **crêpe** if 1 < 2.",
    )
    response = browser().get(LIST, {"text": "crepe"})

    assert titles(response) == {"Our <b>crêpes</b> & menu"}
    assert "Our &lt;b&gt;<mark>crêpes</mark>&lt;/b&gt; &amp; menu" in response.text
    assert "No <mark>crêpe</mark> if 1 &lt; 2." in response.text


@pytest.mark.parametrize(
    "nonsense",
    [
        "minutes=soon",
        "language=de&kind=",
        "page=999",
        "page=x",
        "kind=%00",
        "minutes=-1",
        "cause=cats&skill=%3Cb%3E",
        "text=%00",
    ],
)
def test_nonsense_in_the_address_is_left_out(world, browser, nonsense):
    response = browser().get(f"{LIST}?{nonsense}", follow=True)

    assert response.status_code == 200
    assert world.call("slogans").title in response.text
    assert "aria-invalid" not in response.text


@pytest.mark.parametrize(
    "text", ["?!…", '"', "x" * 10_000, "a b " * 2_500, "' OR 1=1 --", "NEAR(", "<script>alert(1)</script>"]
)
def test_words_that_find_nothing_still_make_a_useful_page(world, browser, text):
    response = browser().get(LIST, {"text": text})

    assert response.status_code == 200
    assert not response.context["page"].object_list
    assert escape(text[:30]) in response.text
    assert response.context["nearest"]
    assert "<script>alert" not in response.text


def test_where_nothing_fits_the_page_says_which_condition_to_drop(world, browser):
    response = browser().get(LIST, {"text": "xylophone", "language": "fr", "page": 3})

    (way,) = response.context["ways"]
    assert way["field"].name == "text"
    assert way["number"] == browser().get(LIST, {"language": "fr"}).context["page"].paginator.count
    assert f'href="{LIST}?language=fr"' in response.text
    assert {match.call.language for match in response.context["nearest"]} == {"fr"}


def test_each_condition_can_be_dropped(world, browser):
    page = browser().get(LIST, {"language": "fr", "minutes": 60, "page": 1}).text

    assert f'href="{LIST}?minutes=60"' in page
    assert f'href="{LIST}?language=fr"' in page


def another(call, number):
    return Call.objects.create(
        organization=call.organization, author=call.author, title=f"Call {number}", body="x", language="fr",
        closes_at=call.closes_at, state="open", published_at=call.published_at,
    )  # fmt: skip


def test_pages_neither_repeat_nor_skip_calls_of_one_moment(world, browser):
    for number in range(60):
        another(world.call("slogans"), number)
    pages = [browser().get(LIST, {"page": number}).context["page"] for number in (1, 2, 3)]

    shown = [call.pk for page in pages for call in page]
    assert len(shown) == len({*shown}) == 72


@pytest.mark.parametrize("query", [{}, {"text": "call"}, {"text": "xylophone", "language": "fr"}])
def test_the_number_of_queries_does_not_grow_with_the_calls(world, browser, django_assert_max_num_queries, query):
    with django_assert_max_num_queries(16) as before:
        browser().get(LIST, query)
    for number in range(15):
        another(world.call("slogans"), number)
    with django_assert_max_num_queries(len(before)):
        browser().get(LIST, query)


def reasons(response):
    return [why.strip() for why in re.findall(r'<p class="call__why">([^<]+)', response.text)]


def test_each_card_says_why_it_is_there(world, browser):
    response = browser().get(LIST)
    assert len(reasons(response)) == len(response.context["page"])
    assert any("still missing" in why for why in reasons(response))

    chosen = reasons(browser().get(LIST, {"cause": "food"}))
    assert chosen
    assert all(why.startswith("Because you chose food") for why in chosen)


def test_what_a_person_likes_counts_where_the_address_says_nothing(world, browser):
    reader = browser(world.sam)
    food = next(call for call in Call.objects.open() if call.organization.causes.filter(slug="food").exists())
    take_stance(person=world.sam, call=food, kind=Stance.Kind.MORE)
    assert any("you wanted more like it" in why for why in reasons(reader.get(LIST)))
    assert not any("you wanted more like it" in why for why in reasons(browser().get(LIST)))
