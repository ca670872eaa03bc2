"""Writers of SQLite wait evenly for their turn, and whoever ends, well or not, lets the next one write."""

import fcntl
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from pyjama.topics.models import Cause

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL holds rows."),
    pytest.mark.django_db(transaction=True),
]


def is_free():
    """Whether another one could take the pen now."""
    with connection.pen.path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def test_the_pen_is_held_as_long_as_a_transaction_and_no_longer():
    with transaction.atomic():
        assert not is_free()
        with transaction.atomic():
            Cause.objects.update(position=1)
        assert not is_free()
    assert is_free()
    with pytest.raises(IntegrityError), transaction.atomic():
        raise IntegrityError
    assert is_free()


def test_a_statement_by_itself_holds_it_too_and_one_that_reads_does_not():
    seen = []
    connection.ensure_connection()
    connection.connection.create_function("is_free", 0, lambda: seen.append(is_free()) or 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE topics_cause SET position = is_free() WHERE id = (SELECT min(id) FROM topics_cause)")
        cursor.execute("SELECT is_free()")
        cursor.fetchall()
    assert seen == [False, True]
    assert is_free()


def test_whoever_waits_writes_as_soon_as_the_other_ends():
    order = []

    def second():
        Cause.objects.update(position=2)
        order.append("second")
        connection.close()

    with transaction.atomic():
        Cause.objects.update(position=1)
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.05)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
    assert {*Cause.objects.values_list("position", flat=True)} == {2}
