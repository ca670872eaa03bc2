"""A page that was made for one visitor serves the next, and is never stale: whoever did something sees it at once."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pyjama.accounts.actions import edit_account
from pyjama.calls.actions import close_call
from pyjama.contributions.actions import post_contribution, vote_useful
from pyjama.contributions.models import Contribution
from pyjama.core import clock, kept_pages
from pyjama.core import kept as kept_module
from pyjama.core.freshness import renew_stamp, stamp
from pyjama.core.kept_pages import FIELD
from pyjama.mail.models import Mail
from pyjama.notifications.models import Notification
from pyjama.world.build import World
from tests.emptied import empty

commits = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept(settings):
    """The world of the site as it runs, with its pages kept."""
    settings.PAGES_KEPT_SECONDS = 60
    caches["stamps"].clear()
    return World()


@pytest.fixture
def menu(kept):
    return kept.call("menu")


def read(path, **headers):
    """What a visitor gets who was never here (str), and whether it was made for her: somebody asked the database."""
    with CaptureQueriesContext(connection) as asked:
        page = Client(headers=headers).get(path).content.decode()
    return page, bool(asked.captured_queries)


def is_made_anew(path, **headers):
    return read(path, **headers)[1]


def own(page):
    """What a page has for one reader alone, by the name of its field."""
    return dict(re.findall(r'name="(csrfmiddlewaretoken|submission_key)" value="([^"]*)"', page))


def same(page):
    """What a page has for everybody."""
    return FIELD.sub(b"", page.encode())


def answer(person, call, body):
    fields = {"language": "en", "submission_key": uuid4(), "used_ai": False}
    return post_contribution(call=call, author=person, body=body, **fields)


@commits
def test_the_second_visitor_gets_the_page_of_the_first_but_for_what_is_her_own(menu):
    (first, is_made), (second, is_made_again) = read(menu.get_absolute_url()), read(menu.get_absolute_url())
    assert (is_made, is_made_again) == (True, False)
    assert same(first) == same(second)
    assert [len(field) for field in own(second).values()] == [32, 36]
    assert not {*own(first).values()} & {*own(second).values()}


@commits
def test_who_has_a_page_without_a_form_already_is_told_so(kept):
    path = reverse("pages:about")
    tag = Client().get(path)["ETag"]
    assert Client(headers={"if-none-match": tag}).get(path).status_code == 304
    assert "ETag" not in Client().get(kept.call("menu").get_absolute_url())


@commits
def test_the_form_of_a_page_that_was_kept_can_be_sent(menu):
    path, client = menu.get_absolute_url(), Client(enforce_csrf_checks=True)
    read(path)
    fields = own(client.get(path).content.decode())
    sent = {"body": "A pot of soup for everybody.", "language": "en", "submission_key": fields["submission_key"]}
    assert client.post(path, sent).status_code == 403
    assert client.post(path, sent | fields)["Location"] == reverse("contributions:keep")


@commits
def test_what_is_done_shows_at_once(kept, menu, browser):
    path, seen = menu.get_absolute_url(), "Seen by everybody at once"
    read(path)
    browser(kept.sam).post(path, {"body": seen, "language": "en", "submission_key": str(uuid4())})
    assert seen in read(path)[0]
    vote_useful(contribution=menu.contributions.latest("pk"), voter=kept.amina)
    assert "Useful · 1" in read(path)[0].split(seen)[1]
    edit_account(person=kept.sam, display_name="Samuel of old", language="en")
    assert "Samuel of old" in read(path)[0]
    close_call(call=menu)
    assert "submission_key" not in own(read(path)[0])


@commits
def test_the_stamp_changes_with_what_is_committed_and_a_visitor_may_see(kept, menu):
    before = stamp()
    Mail.objects.filter(pk=Mail.objects.first().pk).update(subject="Another")
    empty(Notification)
    menu.contributions.filter(pk=0).update(body="Nobody’s")
    with transaction.atomic():
        answer(kept.sam, menu, "Thought better of it.")
        transaction.set_rollback(True)
    assert stamp() == before
    with transaction.atomic():
        answer(kept.sam, menu, "There it is.")
        assert stamp() == before
    assert stamp() != before


@commits
def test_a_page_during_which_something_was_written_serves_nobody_else(menu, monkeypatch):
    make = kept_pages.KeptPage

    def make_while_somebody_writes(*what):
        renew_stamp()
        return make(*what)

    with monkeypatch.context() as patch:
        patch.setattr(kept_pages, "KeptPage", make_while_somebody_writes)
        read(menu.get_absolute_url())
    assert is_made_anew(menu.get_absolute_url())


@commits
def test_after_a_minute_a_page_is_made_anew(menu, monkeypatch):
    path = menu.get_absolute_url()
    read(path)
    later = kept_module.time.monotonic() + timedelta(minutes=1, seconds=1).total_seconds()
    monkeypatch.setattr(kept_module.time, "monotonic", lambda: later)
    assert is_made_anew(path)


@commits
def test_only_visitors_of_whom_nothing_is_known_share_pages(kept, menu, browser):
    path = menu.get_absolute_url()
    assert f'name="writer" value="{kept.odile.pk}"' in browser(kept.odile).get(path).content.decode()
    assert 'name="writer" value=""' in read(path)[0]
    for headers in ({"HX-Request": "true"}, {"cookie": "door=x"}, {"cookie": "sessionid=x"}):
        assert is_made_anew(path, **headers)
    assert is_made_anew(f"{path}?page=1")
    assert not is_made_anew(path, cookie="csrftoken=" + "x" * 32)


@commits
def test_what_a_process_keeps_has_an_end(kept, monkeypatch):
    monkeypatch.setattr(kept_pages.kept, "most", 0)
    read(reverse("pages:about"))
    read(reverse("pages:terms"))
    assert is_made_anew(reverse("pages:about"))


def test_what_is_said_to_be_the_same_for_visitors_is(world, browser):
    menu, finished = world.call("menu"), world.call("slogans")
    names = ["home", "calls", "changed", "how_it_works", "privacy"]
    paths = [menu.get_absolute_url(), menu.organization.get_absolute_url(), finished.get_absolute_url()]
    paths += [reverse(f"pages:{name}") for name in names] + [reverse("pages:calls") + "?q=affiche"]
    for path in paths:
        first, second = (browser().get(path) for _ in range(2))
        assert first.resolver_match.func.is_same_for_visitors
        assert same(first.content.decode()) == same(second.content.decode()), path


@commits
def test_a_thread_is_made_once_and_what_each_may_do_in_it_is_hers(kept, menu, browser, django_assert_max_num_queries):
    hers, his = answer(kept.amina, menu, "Of Amina."), answer(kept.sam, menu, "Of Sam.")
    vote_useful(contribution=hers, voter=kept.sam)
    browser(kept.lise).get(menu.get_absolute_url())
    pages = {person: browser(person) for person in (kept.amina, kept.sam)}
    with django_assert_max_num_queries(2 * 8):
        pages = {person: reader.get(menu.get_absolute_url()).text for person, reader in pages.items()}
    visitor = read(menu.get_absolute_url())[0]
    edit, useful = (reverse(f"contributions:{name}", args=[hers.pk]) for name in ("edit", "useful"))
    assert [edit in page for page in (pages[kept.amina], pages[kept.sam], visitor)] == [True, False, False]
    assert [useful in page for page in (pages[kept.amina], pages[kept.sam], visitor)] == [False, True, False]
    pressed = re.compile(r'id="useful-(\d+)"[^>]* aria-pressed="(true|false)"')
    assert (str(hers.pk), "true") in pressed.findall(pages[kept.sam])
    assert (str(his.pk), "false") in pressed.findall(pages[kept.amina])


@commits
def test_what_is_held_shows_in_the_thread_of_its_author_alone(kept, menu, browser):
    readers = [browser(kept.lise), browser(kept.sam), browser(kept.lise), browser()]
    waiting = answer(kept.sam, menu, "Waits for a moderator.")
    Contribution.objects.filter(pk=waiting.pk).update(held_at=clock.now())
    pages = [reader.get(menu.get_absolute_url()).text for reader in readers]
    assert [waiting.body in page for page in pages] == [False, True, False, False]


@commits
def test_what_stands_for_a_token_in_a_page_cannot_be_written_by_somebody(kept, menu, browser):
    """Or else a link of hers would take the reader's token along to wherever it leads."""
    named = 'Twice: name="csrfmiddlewaretoken" value="mine", name="submission_key" value="too".'
    answer(kept.sam, menu, f"{named} [Here](https://elsewhere.example/?token-of-the-reader).")
    menu.contributions.update(held_at=None)
    path = menu.get_absolute_url()
    for page in (read(path)[0], read(path)[0]):
        assert named in page
    page = browser(kept.amina).get(path).text
    assert named in page
    assert "https://elsewhere.example/?token-of-the-reader" in page
