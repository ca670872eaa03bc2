"""Several of a group are one ring, and one line."""

from uuid import uuid4

from pyjama.accounts.models import User
from pyjama.contributions.actions import post_contribution
from pyjama.notifications.push.actions import edit_device
from pyjama.notifications.push.delivery import ring_due


def post(world, author, parent=None):
    call, key = world.call("menu"), uuid4()
    return post_contribution(call=call, author=author, body="Hello.", language="en", submission_key=key, parent=parent)


def test_what_a_device_shows_is_the_line_that_stands_under_news(world, rings_at, no_rings, service):
    User.objects.filter(pk=world.amina.pk).update(language="en")
    amina = rings_at(world.amina)
    edit_device(device=amina.device(), name="Phone", shows_words=True)
    answer = post(world, world.amina)
    for person in (world.sam, world.lise):
        post(world, person, parent=answer)

    ring_due()

    [(_path, _headers, body)] = service.pushes
    assert amina.subscription.read(body)["body"].startswith("Lise and Sam")
