from datetime import timedelta

import pytest

from pyjama.core import clock


@pytest.fixture
def answers():
    """What the form of a call sends when all is well."""
    return {
        "kind": "request",
        "title": "Which name for the cat?",
        "body": "We **just** found her.",
        "language": "en",
        "minutes": "2",
        "enough": "12",
        "closes_at": (clock.today() + timedelta(days=10)).isoformat(),
        "version": "1",
    }
