"""What a visitor makes of a call: her browser keeps it, and her account takes it over."""

from django.conf import settings
from django.urls import reverse

from pyjama.contributions.tests.guests import KEEP, ME, answer, ask_for_link
from pyjama.matching import memory
from pyjama.matching.actions import take_stance

SAVED, NEXT = "/en/lend-a-hand/saved/", "/en/lend-a-hand/next/"


def stances(person):
    return {(stance.call_id, stance.kind) for stance in person.stances.all()}


def sign_in(client, person, outbox):
    client.post("/en/account/sign-in/", {"login": person.email})
    (code,) = [word for word in outbox()[-1].text.split() if word.isdecimal()]
    assert client.post("/en/account/sign-in/code/", {"code": code}).status_code == 302


def test_what_she_saves_is_in_her_browser_alone_until_she_takes_it_off(browser, call, address):
    visitor = browser()
    assert visitor.post(address, {"stance": "save"}).url == call.get_absolute_url()
    assert 'value="unsave" aria-pressed="true"' in visitor.get(call.get_absolute_url()).text
    assert address in visitor.get(SAVED).text
    assert SAVED in visitor.get("/en/").text
    assert address not in browser().get(SAVED).text
    assert SAVED not in browser().get("/en/").text

    assert visitor.post(address, {"stance": "unsave", "list": "1"}).url == SAVED
    assert address not in visitor.get(SAVED).text


def test_a_call_put_aside_at_the_door_gives_way_to_the_next(browser, call, address):
    for said in ("save", "not_for_me"):
        visitor = browser()
        way_on = visitor.post(f"{address}?language=en", {"stance": said, "door": "1"}).url
        assert way_on.startswith("/en/lend-a-hand/")
        assert f"/{call.pk}/" not in way_on
        seen = set()
        while "/next/" not in way_on:
            assert way_on not in seen
            seen.add(way_on)
            way_on = visitor.post(way_on.replace("/?", "/skip/?")).url
        assert not any(f"/{call.pk}/" in way for way in seen)


def test_more_like_this_stays_at_the_call_and_raises_others(world, browser, call, address):
    visitor = browser()
    way = visitor.post(f"{address}?language=en", {"stance": "more", "door": "1"}).url
    assert f"/{call.pk}/" in way
    assert 'value="no_more" aria-pressed="true"' in visitor.get(way).text
    assert "because you wanted more like it" in visitor.get("/en/calls/").text.lower()
    visitor.post(f"{address}?language=en", {"stance": "not_for_me"})
    assert "because you wanted more like it" not in visitor.get("/en/calls/").text.lower()


def test_what_is_taken_back_may_be_proposed_again(browser, address):
    visitor = browser()
    for said in ("not_for_me", "for_me"):
        visitor.post(address, {"stance": said})
    _choices, passed, _seen, said = memory.signing.loads(visitor.cookies[settings.DOOR_COOKIE_NAME].value, salt=memory.SALT)
    assert passed == []
    assert not any(said.values())


def test_a_full_list_says_so_and_loses_nothing(world, browser, call, address, monkeypatch):
    monkeypatch.setattr(memory, "MOST_SAVED", 1)
    visitor = browser()
    visitor.post(address, {"stance": "save"})
    response = visitor.post(reverse("matching:stance", args=[world.call("menu").pk]), {"stance": "save"})
    assert (response.status_code, "in this browser already" in response.text) == (409, True)
    assert address in visitor.get(SAVED).text


def test_signing_in_takes_it_over(world, browser, outbox, call, address):
    menu, kittens = world.call("menu"), world.call("kittens")
    take_stance(person=world.sam, call=call, kind="not_for_me")
    visitor = browser()
    visitor.post(address, {"stance": "save"})
    visitor.post(reverse("matching:stance", args=[menu.pk]), {"stance": "more"})
    visitor.post(f"/en/lend-a-hand/{kittens.pk}/skip/")
    sign_in(visitor, world.sam, outbox)

    assert stances(world.sam) >= {(call.pk, "saved"), (menu.pk, "more"), (kittens.pk, "skipped")}
    assert (call.pk, "not_for_me") not in stances(world.sam)
    assert address in visitor.get("/en/my-space/").text
    visitor.post(address, {"stance": "unsave"})
    assert (call.pk, "saved") not in stances(world.sam)


def test_so_does_the_link_of_a_guest(world, browser, call, address):
    guest, menu = browser(), world.call("menu")
    guest.post(f"/en/calls/{menu.pk}-{menu.slug}/", answer())
    guest.post(address, {"stance": "save"})
    assert guest.post(KEEP, ME | {"email": world.lise.email}).url == KEEP
    guest.post(ask_for_link(guest, email=world.lise.email))
    assert (call.pk, "saved") in stances(world.lise)


def test_who_reads_there_next_meets_nothing_of_it(world, browser, outbox, call, address):
    visitor = browser()
    visitor.post(address, {"stance": "save"})
    sign_in(visitor, world.sam, outbox)
    visitor.post("/en/account/sign-out/")
    assert address not in visitor.get(SAVED).text


def test_a_draft_and_what_is_no_call_are_left_out(world, browser, outbox):
    visitor, draft = browser(), world.call("poster")
    assert visitor.post(reverse("matching:stance", args=[draft.pk]), {"stance": "save"}).status_code == 404
    said = ({}, [], [], {"saved": [draft.pk, 10**9]})
    visitor.cookies[settings.DOOR_COOKIE_NAME] = memory.signing.dumps(said, salt=memory.SALT, compress=True)
    sign_in(visitor, world.sam, outbox)
    assert not {pk for pk, _kind in stances(world.sam)} & {draft.pk, 10**9}
