"""A connection to PostgreSQL that outlives a request: it is not asked whether it is there, and replaced once it is gone."""

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is no server."),
]


@pytest.fixture
def as_in_a_request():
    """A function: what Django does with a connection that a request before used."""

    def begin():
        connection.health_check_enabled, connection.health_check_done = True, False
        connection.close_if_health_check_failed()

    yield begin
    connection.health_check_enabled = False


@pytest.fixture
def operator():
    """A function: what a statement says (its first value) that somebody else sends meanwhile."""
    other = connection.copy()

    def ask(sql, *values):
        with other.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()[0]

    yield ask
    other.close()


def process():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_one_that_is_there_is_asked_nothing(as_in_a_request, operator):
    before = process()
    as_in_a_request()
    assert "pg_backend_pid" in operator("SELECT query FROM pg_stat_activity WHERE pid = %s", before)
    assert process() == before


def test_one_that_the_server_closed_is_replaced(as_in_a_request, operator):
    before = process()
    assert operator("SELECT pg_terminate_backend(%s, 5000)", before)
    as_in_a_request()
    assert process() != before
