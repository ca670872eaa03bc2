from threading import Barrier, Thread
from time import sleep

import pytest
from django.db import connection
from django.test import Client

from pyjama.accounts.forms import security
from pyjama.accounts.models import User
from pyjama.accounts.second_step import refuse_used_code
from pyjama.accounts.tests.pages import is_signed_in, page
from pyjama.accounts.tests.test_second_step import STEP, app_code
from pyjama.accounts.tests.test_sign_in import CODE, SIGN_IN

AT_ONCE = 12


def send_at_once(clients, path, fields):
    """What each of these browsers is answered (list of statuses) when all of them send a form in the same moment."""
    start, answers = Barrier(len(clients)), []

    def send(client):
        start.wait()
        answers.append(client.post(path, fields).status_code)
        connection.close()

    senders = [Thread(target=send, args=[client]) for client in clients]
    [each.start() for each in senders]
    [each.join() for each in senders]
    return sorted(answers)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", [(SIGN_IN, CODE), (page("account_signup"), page("account_email_verification_sent"))])
def test_of_many_guesses_sent_at_once_three_are_heard(world, browser, door):
    asked = browser()
    asked.post(
        door[0], {"login": world.amina.email, "email": "new@example.org", "display_name": "N", "is_old_enough": "yes"}
    )
    clients = [Client() for _ in range(AT_ONCE)]
    [client.cookies.load(asked.cookies.output(header="")) for client in clients]
    assert send_at_once(clients, door[1], {"code": "12345"}) == [200] * 2 + [302] * (AT_ONCE - 2)
    assert not is_signed_in(asked)


@pytest.mark.django_db(transaction=True)
def test_of_many_uses_at_once_of_a_code_one_is_heard(with_step, sign_in, settings, monkeypatch):
    """Whatever the cache remembers: here it forgets everything, and the site is slow."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    monkeypatch.setattr(security, "refuse_used_code", lambda *used: sleep(0.1) or refuse_used_code(*used))
    person, secret = with_step
    clients = [sign_in(person) for _ in range(AT_ONCE // 3)]
    assert send_at_once(clients, STEP, {"code": app_code(secret)}) == [200] * (AT_ONCE // 3 - 1) + [302]
    assert User.objects.get(pk=person.pk).open_sessions().count() == 1
