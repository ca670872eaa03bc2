"""Every page of the site in every state it has, as a browser gets it: drawn once, for the tests that look at all of them.

It runs in the environment of the journeys' site (see Site.draw), on its world and through its own views. Each file has the
scenes of some readers: what they open, what they send, and what the answer must be.
"""

import gc
import logging

from django.conf import settings
from django.test import override_settings

from pyjama.core.frames import with_room
from tests.journeys.scenes import helpers, holders, mishaps, moderation, moderators, organizers, visitors
from tests.journeys.scenes.props import lay_out
from tests.journeys.scenes.readers import Readers

# The site's own way to keep a password costs as much as many pages.
CHEAPLY = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])


@with_room
@CHEAPLY
def draw():
    """Each page: its `html`, the name of its `address`, its `language`, in `scene` how one comes to it, and `is_part` where
    htmx asked. With them, the `session` that may fetch the pictures which wait in Chloé's forms.
    """
    # What Django writes in its log of refusals and failures is expected here.
    logging.disable()
    # The process ends with this: to look for garbage meanwhile is a tenth of the time.
    gc.disable()
    props, pages = lay_out(), []
    for language, _name in settings.LANGUAGES:
        readers = Readers(language, pages)
        for part in (visitors, helpers, holders, organizers, moderators, moderation, mishaps):
            part.play(readers, props)
    return {"pages": pages, "session": readers.chloe.session}
