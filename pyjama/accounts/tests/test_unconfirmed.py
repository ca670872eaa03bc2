from datetime import timedelta

from pyjama.accounts.models import User
from pyjama.accounts.tasks import forget_unconfirmed
from pyjama.accounts.tests.pages import page
from pyjama.core import clock

ZOE = {"is_old_enough": "yes", "display_name": "Zoé", "email": "zoe@example.org"}


def test_an_address_that_nobody_confirms_is_forgotten_within_a_week(world, browser, at):
    browser().post(page("account_signup"), ZOE)
    people = User.objects.count()
    forget_unconfirmed()
    assert User.objects.count() == people

    with at(clock.now() + timedelta(days=7, minutes=1)):
        forget_unconfirmed()
        forget_unconfirmed()
    assert User.objects.count() == people - 1
    assert not User.objects.filter(email="zoe@example.org").exists()


def test_an_operator_made_on_the_server_is_not(world, at):
    operator = User.objects.create_superuser("ops@example.org", "a long enough one", display_name="Ops")
    with at(clock.now() + timedelta(days=30)):
        forget_unconfirmed()
    operator.refresh_from_db()
    assert operator.emailaddress_set.get().verified
