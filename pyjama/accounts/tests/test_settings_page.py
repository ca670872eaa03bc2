import pytest

from pyjama.accounts.tests.pages import page

pytestmark = pytest.mark.once

SETTINGS = page("account_settings")


def test_one_changes_what_one_is_called(world, browser):
    client = browser(world.amina)
    assert client.post(SETTINGS, {"display_name": "  Mina ", "language": "en"}).url == SETTINGS
    assert world.amina.display_name == "Mina"
    assert 'value="Mina"' in client.get(SETTINGS).content.decode()


def test_the_page_follows_in_the_language_one_chose(world, browser):
    response = browser(world.amina).post(SETTINGS, {"display_name": "Amina", "language": "fr"})
    assert response.url == page("account_settings", "fr")
    assert world.amina.language == "fr"
    assert world.sam.language == "en"


def test_the_way_to_the_rest_is_there(world, browser):
    shown = browser(world.amina).get(SETTINGS).content.decode()
    for name in ("account_security", "notifications:preferences", "karma:mine", "account_logout"):
        assert f'"{page(name)}"' in shown
    assert world.amina.email in shown


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("display_name", ""),
        ("display_name", "\u200b"),
        ("display_name", "\x00"),
        ("display_name", "z" * 5_000),
        ("language", "de"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(world, browser, field, typed):
    response = browser(world.amina).post(SETTINGS, {"display_name": "Mina", "language": "fr"} | {field: typed})
    assert (response.status_code, response.context["form"].errors.keys()) == (422, {field})
    assert (world.amina.display_name, world.amina.language) == ("Amina", "en")


def test_a_visitor_is_sent_to_sign_in(world, browser):
    assert browser().get(SETTINGS).url == f"{page('account_login')}?next={SETTINGS}"
