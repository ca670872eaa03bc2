"""Whoever is signed in shares a call's page with the others; each has what is her own in it, and nobody else's."""

import re
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.contributions.actions import post_contribution, vote_useful
from pyjama.core.kept_pages import FIELD
from pyjama.drafts.context_processors import typist
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind, Notification
from pyjama.pages import shared_call
from pyjama.pages.shared_call import THREAD
from pyjama.world.build import World

commits = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept(settings):
    """The world of the site as it runs, with its pages kept."""
    settings.PAGES_KEPT_SECONDS = 60
    caches["stamps"].clear()
    shared_call.kept.empty("")
    return World()


@pytest.fixture
def menu(kept):
    return kept.call("menu")


def own(page):
    """What a page has for one reader alone, by the name of its field."""
    return dict(re.findall(r'name="(csrfmiddlewaretoken|submission_key)" value="([^"]*)"', page))


def without_tokens(page):
    return re.sub(rb'(?<=token=")[^"]*', b"", FIELD.sub(b"", page))


@commits
def test_readers_share_a_page_and_each_has_what_is_her_own(kept, menu, browser, django_assert_max_num_queries):
    path = menu.get_absolute_url()
    people = [kept.sam, kept.amina, kept.lise]
    readers = [browser(person) for person in people]
    pages = [reader.get(path).text for reader in readers]
    with django_assert_max_num_queries(4 * 3):
        pages = [reader.get(path).text for reader in readers]
    for person, page, others in zip(people, pages, [pages[1:], pages[::2], pages[:2]], strict=True):
        assert f'name="writer" value="{person.pk}"' in page
        assert f'<kept-texts person="{person.pk}"' in page
        mine = [typist(person), *own(page).values(), re.search(r'token="([^"]+)"', page)[1]]
        assert all(word in page and word not in "".join(others) for word in mine)
    nobody = [THREAD, shared_call.TOKEN, 'name="writer" value="0"', 'person="0"']
    assert not any(word in "".join(pages) for word in nobody)


@commits
def test_a_shared_page_is_that_which_is_made_for_one(kept, menu, browser, settings):
    """What a template shows of its reader and no hole is made for would be missing here."""
    path = menu.get_absolute_url()
    vote_useful(contribution=menu.contributions.exclude(author=kept.lise).first(), voter=kept.lise)
    for person in (kept.lise, kept.amina, kept.odile):
        shared = browser(person).get(path).content
        settings.PAGES_KEPT_SECONDS = 0
        alone = browser(person).get(path).content
        settings.PAGES_KEPT_SECONDS = 60
        assert without_tokens(shared) == without_tokens(alone), person


@commits
def test_what_a_reader_does_shows_at_once_in_the_page_that_she_shares(kept, menu, browser):
    path, readers = menu.get_absolute_url(), [browser(kept.sam), browser(kept.amina)]
    said = {"body": "Of Lise.", "language": "en", "submission_key": uuid4(), "used_ai": False}
    contribution = post_contribution(call=menu, author=kept.lise, **said)

    def pages():
        return [reader.get(path).text for reader in readers]

    pages()
    address = {"model": "call", "pk": menu.pk}
    useful = reverse("contributions:useful", args=[contribution.pk])
    for where, sent, shows in [
        (reverse("matching:stance", args=[menu.pk]), {"stance": "save"}, 'value="unsave" aria-pressed="true"'),
        (reverse("notifications:interest", kwargs=address), {"change": "mute"}, "You muted this"),
        (useful, {}, f'data-hx-post="{useful}" name="take_back"'),
    ]:
        readers[0].post(where, sent)
        assert [shows in page for page in pages()] == [True, False], shows
    Notification.objects.filter(recipient=kept.amina).delete()
    assert '<unread-count number="0"' in pages()[1]
    notify([kept.amina], Kind.USEFUL, contribution)
    assert '<unread-count number="1"' in pages()[1]


@commits
def test_whoever_has_a_part_in_a_call_gets_a_page_of_her_own(kept, menu, browser):
    """Her team and moderators: nothing of theirs is shared."""
    path = menu.get_absolute_url()
    browser(kept.sam).get(path)
    shells = len(shared_call.kept.things)
    owner = menu.organization.members.first()
    assert reverse("calls:edit", args=[menu.pk]) in browser(owner).get(path).text
    assert reverse("moderation:queue") in browser(User.objects.filter(is_moderator=True).first()).get(path).text
    assert len(shared_call.kept.things) == shells == 1
