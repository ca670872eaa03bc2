import pytest

from pyjama.calls.models import Call

LIST = "/en/calls/"


def titles(response):
    return {call.title for call in response.context["page"]}


def test_the_list_shows_open_calls_in_both_languages_to_everybody(world, browser):
    response = browser().get(LIST)

    assert {world.call("slogans").title, world.call("menu").title} <= titles(response)
    assert not {world.call("poster").title, world.call("letter").title} & titles(response)


def test_filters_live_in_the_address(world, browser):
    french = titles(browser().get(LIST, {"language": "fr"}))

    assert world.call("slogans").title in french
    assert world.call("menu").title not in french


@pytest.mark.parametrize("nonsense", ["minutes=soon", "language=de&kind=", "page=999", "page=x", "kind=%00", "minutes=-1"])
def test_nonsense_in_the_address_is_left_out(world, browser, nonsense):
    response = browser().get(f"{LIST}?{nonsense}")

    assert response.status_code == 200
    assert world.call("slogans").title in response.text


def test_the_number_of_queries_does_not_grow_with_the_calls(world, browser, django_assert_num_queries):
    with django_assert_num_queries(4) as before:
        browser().get(LIST)
    slogans = world.call("slogans")
    for number in range(15):
        Call.objects.create(
            organization=slogans.organization, author=slogans.author, title=f"Call {number}", body="x", language="fr",
            closes_at=slogans.closes_at, state="open", published_at=slogans.published_at,
        )  # fmt: skip
    with django_assert_num_queries(len(before)):
        browser().get(LIST)
