import pytest

from pyjama.mail.inbound import routes


class Box:
    """A mailbox that remembers what it was given, and stumbles over what it is told to."""

    def __init__(self):
        self.given = []
        self.error = None

    def receive(self, incoming):
        if self.error:
            raise self.error
        self.given.append(incoming)
        return "kept"


@pytest.fixture
def box(world, settings):
    """The mailbox `box` at reply.example.org."""
    settings.INBOUND_DOMAIN = "reply.example.org"
    box = Box()
    routes.receives("box", needs_tag=False)(box.receive)
    yield box
    del routes._mailboxes["box"]
