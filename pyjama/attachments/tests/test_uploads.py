"""How many files a person may send in a day."""

from datetime import timedelta

import pytest

from pyjama.attachments.actions import count_uploads
from pyjama.attachments.images import public_image
from pyjama.attachments.models import Upload
from pyjama.attachments.tests.files import logo
from pyjama.core import clock
from pyjama.core.limits import LIMITS
from pyjama.core.refusals import Refused


def test_the_daily_number_is_accepted_and_one_more_refused_until_a_day_has_passed(world, at):
    start = clock.now()
    with at(start):
        for _ in range(LIMITS["uploads"].acts):
            count_uploads(person=world.amina, files=[public_image(logo())])
        with pytest.raises(Refused):
            count_uploads(person=world.amina, files=[public_image(logo())])
        count_uploads(person=world.sam, files=[public_image(logo())])
    with at(start + timedelta(days=1, seconds=1)):
        count_uploads(person=world.amina, files=[public_image(logo())])


def test_a_file_that_is_already_kept_is_not_counted_again(world):
    count_uploads(person=world.amina, files=["", world.organization("refuge").logo])
    assert not Upload.objects.filter(person=world.amina).exists()
