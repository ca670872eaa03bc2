from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from pyjama.accounts.tests.pages import is_signed_in, page
from pyjama.accounts.tests.test_second_step import STEP, app_code
from pyjama.accounts.tests.test_sign_in import CODE, SIGN_IN

AT_ONCE = 12


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", [(SIGN_IN, CODE), (page("account_signup"), page("account_email_verification_sent"))])
def test_of_many_guesses_sent_at_once_three_are_heard(world, browser, door):
    asked = browser()
    asked.post(
        door[0], {"login": world.amina.email, "email": "new@example.org", "display_name": "N", "is_old_enough": "yes"}
    )
    start, answers = Barrier(AT_ONCE), []

    def guess(client):
        start.wait()
        answers.append(client.post(door[1], {"code": "12345"}).status_code)
        connection.close()

    clients = [Client() for _ in range(AT_ONCE)]
    [client.cookies.load(asked.cookies.output(header="")) for client in clients]
    guesses = [Thread(target=guess, args=[client]) for client in clients]
    [each.start() for each in guesses]
    [each.join() for each in guesses]
    assert sorted(answers) == [200] * 2 + [302] * (AT_ONCE - 2)
    assert not is_signed_in(asked)


@pytest.mark.django_db(transaction=True)
def test_of_many_uses_at_once_of_a_code_one_is_heard(with_step, sign_in, settings):
    """Whatever the cache remembers: here it forgets everything."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    person, secret = with_step
    start, code = Barrier(AT_ONCE // 2), app_code(secret)
    clients = [sign_in(person) for _browser in range(AT_ONCE // 2)]

    def use(client):
        start.wait()
        client.post(STEP, {"code": code})
        connection.close()

    uses = [Thread(target=use, args=[client]) for client in clients]
    [each.start() for each in uses]
    [each.join() for each in uses]
    assert User.objects.get(pk=person.pk).open_sessions().count() == 1
