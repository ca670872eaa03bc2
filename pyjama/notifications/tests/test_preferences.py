from pyjama.notifications.models import ASKING, AT_ONCE, HELPING, MODERATING, Channel, Kind, Preference

PREFERENCES = "/en/notifications/preferences/"


def test_every_kind_is_offered_to_somebody():
    assert {*HELPING, *ASKING, *MODERATING} == set(Kind)


def test_the_boxes_start_with_what_comes_now(world, browser):
    form = browser(world.amina).get(PREFERENCES).context["form"]

    assert {kind for kind in Kind if f"{kind}-mail" in form.fields and form[f"{kind}-mail"].initial} == (
        AT_ONCE - {*MODERATING}
    )


def test_a_choice_is_kept_and_counts_from_now_on(world, browser):
    amina = browser(world.amina)

    response = amina.post(PREFERENCES, {"credit-mail": "on", "outcome-mail": "on"}, follow=True)

    assert "Your choice is saved." in response.text
    assert Preference.objects.kinds_by(Channel.MAIL, world.amina) == {Kind.CREDIT, Kind.OUTCOME}
    assert response.context["form"]["credit-mail"].initial is True
    assert response.context["form"]["reply-mail"].initial is False
    assert Preference.objects.kinds_by(Channel.MAIL, world.sam) == AT_ONCE - {*MODERATING}


def test_nothing_at_all_may_be_chosen_and_changed_again(world, browser):
    amina = browser(world.amina)

    amina.post(PREFERENCES, {})
    assert Preference.objects.kinds_by(Channel.MAIL, world.amina) == set()
    amina.post(PREFERENCES, {"reply-mail": "on"})
    assert Preference.objects.kinds_by(Channel.MAIL, world.amina) == {Kind.REPLY}


def test_what_moderators_are_told_is_offered_to_moderators_only(world, browser):
    assert "When you moderate" in browser(world.odile).get(PREFERENCES).text
    assert "When you moderate" not in browser(world.amina).get(PREFERENCES).text

    browser(world.amina).post(PREFERENCES, {"call_to_review-mail": "on"})
    assert Kind.CALL_TO_REVIEW not in Preference.objects.kinds_by(Channel.MAIL, world.amina)


def test_a_visitor_is_sent_to_sign_in(browser):
    assert browser().get(PREFERENCES).status_code == 302
    assert browser().post(PREFERENCES, {"reply-mail": "on"}).status_code == 302
