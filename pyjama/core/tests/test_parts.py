"""A part of a page, asked for by htmx, and refused."""

import pytest
from django.urls import reverse

HTMX = {"HX-Request": "true"}


@pytest.fixture
def own(world):
    return world.contribution("menu", "amina")


def test_a_refused_part_says_why_above_the_page(world, browser, own):
    response = browser(world.amina).post(reverse("contributions:useful", args=[own.pk]), headers=HTMX)

    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == response.headers["HX-Reselect"] == "#refusal"
    assert 'id="refusal"' in response.text


@pytest.mark.parametrize("verb", ["useful", "reply"])
def test_a_part_for_somebody_who_is_signed_out_by_now_is_not_the_sign_in_page(world, browser, own, verb):
    address = reverse(f"contributions:{verb}", args=[own.pk])
    response = browser().post(address, headers=HTMX)

    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#refusal"
    assert browser().post(address).status_code == 302


def test_a_part_that_is_not_refused_goes_where_the_page_wants_it(world, browser, own):
    response = browser(world.sam).get(reverse("contributions:reply", args=[own.pk]), headers=HTMX)

    assert response.status_code == 200
    assert "HX-Retarget" not in response.headers
