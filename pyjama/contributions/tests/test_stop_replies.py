from datetime import timedelta

from pyjama.contributions.tests.by_mail import answer, news_to, post_in_thread
from pyjama.core import clock
from pyjama.mail.models import Mail

STOP = "/en/contributions/replies-by-mail/"


def test_who_stops_replies_to_old_mail_can_answer_what_comes_later(world, browser, news, contribution, at):
    assert "Replies by mail" in browser(world.sam).get(STOP).text
    response = browser(world.sam).post(STOP, follow=True)

    assert "can no longer be answered" in response.text
    assert answer(news, "By somebody else.") == "refused, told"
    # What left takes no more news in.
    Mail.objects.update(tries=1, sent_at=clock.now())
    with at(clock.now() + timedelta(seconds=2)):
        post_in_thread(world, world.lise, "One more thing.", contribution)
        assert answer(news_to(world.sam), "By me.") == "published"


def test_it_can_be_done_again_and_stops_nobody_else(world, browser, news):
    for _time in range(2):
        assert browser(world.lise).post(STOP).url == STOP
    assert answer(news, "Mine.") == "published"


def test_where_no_mail_comes_in_there_is_nothing_to_stop(world, browser, settings):
    assert STOP in browser(world.sam).get("/en/notifications/preferences/").text
    settings.INBOUND_DOMAIN = ""
    assert STOP not in browser(world.sam).get("/en/notifications/preferences/").text
    assert browser(world.sam).get(STOP).status_code == 404


def test_a_visitor_signs_in_first(browser):
    assert browser().get(STOP).status_code == 302
    assert browser().post(STOP).status_code == 302
