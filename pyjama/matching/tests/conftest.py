import pytest
from django.urls import reverse


@pytest.fixture
def call(world):
    return world.call("slogans")


@pytest.fixture
def address(call):
    return reverse("matching:stance", args=[call.pk])
