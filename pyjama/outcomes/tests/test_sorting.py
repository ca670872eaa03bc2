"""In which order the desk shows what, and what of it; what is nearly the same stands together."""

import pytest

from pyjama.contributions.actions import vote_useful, withdraw_contribution
from pyjama.outcomes.desk import sorting
from pyjama.outcomes.desk.actions import credit_contributions
from pyjama.outcomes.desk.gathering import gather
from pyjama.outcomes.tests.conftest import answer


@pytest.fixture
def given(world, open_call):
    """Four more, each of its own kind."""
    open_call.contributions.all().delete()
    return {
        "liked": vote_useful(contribution=answer(open_call, world.sam, "The **Ladle** of Léa"), voter=world.lise),
        "french": answer(open_call, world.lise, "La grande louche"),
        "machine": answer(open_call, world.amina, "Soup machines", used_ai=True),
        "newest": answer(open_call, world.camille, "Spoons"),
    }


@pytest.fixture
def shown(world, browser, open_call, given):
    """A function: the names of what an address of the desk shows, in its order."""
    names = {contribution.pk: name for name, contribution in given.items()}

    def look(**asked):
        page = browser(world.ruth).get(f"/en/calls/{open_call.pk}/outcome/", asked, follow=True)
        return [names[row.pk] for row in page.context["page"].object_list]

    return look


def test_the_crowds_favourites_come_first(shown):
    assert shown() == ["liked", "french", "machine", "newest"]


def test_the_newest_come_first(shown):
    assert shown(order="newest") == ["newest", "machine", "french", "liked"]


def test_the_unsorted_come_first(world, open_call, given, shown):
    credit_contributions(call=open_call, organizer=world.ruth, credits={given["liked"].pk: "used"})

    assert shown(order="unsorted") == ["french", "machine", "newest", "liked"]
    assert shown(show="unsorted") == ["french", "machine", "newest"]
    assert shown(show="sorted") == ["liked"]
    assert shown(show="used") == ["liked"]
    assert shown(show="thanked") == []


def test_each_filter_narrows(world, open_call, given, shown):
    type(given["french"]).objects.filter(pk=given["french"].pk).update(language="fr")

    assert shown(language="fr") == ["french"]
    assert shown(ai="with") == ["machine"]
    assert shown(ai="without") == ["liked", "french", "newest"]
    assert shown(files="with") == []


def test_words_are_found_without_accents_and_endings_and_so_are_names(shown):
    assert shown(text="ladles lea") == ["liked"]
    assert shown(text="machine") == ["machine"]
    assert shown(text="camille") == ["newest"]
    assert shown(text="ladle spoons") == []


@pytest.mark.parametrize(
    "asked",
    [
        {"order": "best"},
        {"show": "x"},
        {"like": "x"},
        {"like": "9" * 30},
        {"page": "-1"},
        {"text": "\x00"},
        {"language": "de"},
    ],
)
def test_a_condition_that_makes_no_sense_is_left_out(shown, asked):
    assert shown(**asked) == ["liked", "french", "machine", "newest"]


def test_what_was_withdrawn_is_not_there(given, shown):
    withdraw_contribution(contribution=given["machine"])

    assert shown() == ["liked", "french", "newest"]


def test_what_says_nearly_the_same_stands_together_and_can_be_looked_at_alone(world, open_call, given, shown, browser):
    given["again"] = answer(open_call, world.chloe, "the ladles of Lea!")
    desk = f"/en/calls/{open_call.pk}/outcome/"
    page = browser(world.ruth).get(desk)

    assert [row.pk for row in page.context["page"].object_list][:2] == [given["liked"].pk, given["again"].pk]
    assert page.text.count("2 say nearly the same") == 2
    alone = browser(world.ruth).get(desk, {"like": given["liked"].pk})
    assert [row.pk for row in alone.context["page"].object_list] == [given["liked"].pk, given["again"].pk]


def test_many_come_on_several_pages_and_each_saves_its_own(world, browser, open_call, given, monkeypatch):
    monkeypatch.setattr(sorting, "PER_PAGE", 3)
    desk = f"/en/calls/{open_call.pk}/outcome/?page=2"
    sent = {f"credit-{given['newest'].pk}": "used", f"initial-credit-{given['newest'].pk}": "", "language": "en", "body": ""}
    response = browser(world.ruth).post(desk, sent)

    assert response.url == desk
    assert len(browser(world.ruth).get(desk).context["page"].object_list) == 1
    assert open_call.contributions.get(pk=given["newest"].pk).credit == "used"


@pytest.mark.once
def test_texts_are_gathered_by_what_they_say():
    texts = [
        (1, "Le Rond-Point", "fr"),
        (2, "La Moustache", "fr"),
        (3, "Le rond point !", "fr"),
        (4, "Rond point", "fr"),
        (5, "Rond point de la gare du Palais à Québec", "fr"),
        (6, "😀", "fr"),
        (7, "🎉", "fr"),
    ]

    assert gather(texts) == {1: 1, 2: 2, 3: 1, 4: 1, 5: 5, 6: 6, 7: 7}


@pytest.mark.once
def test_gathering_long_texts_forgives_a_few_words():
    words = "We would put the soup in the window, so that everybody who walks by smells it before reading a word of the menu"
    texts = [(1, words, "en"), (2, words.replace("walks by", "passes"), "en"), (3, words[:30], "en")]

    assert gather(texts) == {1: 1, 2: 1, 3: 3}


def test_what_one_seldom_looks_for_is_folded_away_until_it_is(world, browser, desk):
    ruth = browser(world.ruth)

    assert '<details class="filter__more">' in ruth.get(desk).text
    assert '<details class="filter__more" open>' in ruth.get(desk, {"ai": "with"}).text
