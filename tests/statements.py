"""Which tests ask PostgreSQL nothing that others do not ask too: they run on SQLite alone, and are listed in repeated.txt.

To write the list anew, after many tests have come or changed:

    python -W ignore -m tests.postgres python -m pytest -p tests.statements -m "not once" --ignore tests/journeys

A test that is not listed, such as a new one, runs on both. So does every test that commits, in which a statement is refused,
that searches, or that stands beside one which asks what database it has: these differ in more than what they are asked.
"""

import re
import time
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

LIST = Path(__file__).with_name("repeated.txt")
HEAD = "# Written by tests/statements.py, which says what these have in common.\n"
# A list of values is a list, however long; savepoints and numbers have no meaning.
ALIKE = [
    (r'"s\d+_x\d+"', "savepoint"),
    (r"\b\d+\b", "0"),
    (r"\((?:%s(?:::\w+)?, )+%s(?:::\w+)?\)", "()"),
    (r"(?:\(\), )+\(\)", "()"),
]

TEST, ALL_ONCE = re.compile(r"^(?:def )?(test_\w+)", re.M), re.compile(r"^pytestmark = \[?\s*pytest\.mark\.once\b", re.M)

asked, seconds, both = defaultdict(set), Counter(), set()
running = []


def name_of(item):
    """A test's name (str) in the list: that of its function."""
    return item.nodeid.partition("[")[0]


def is_for_one(path):
    """Say of a file (its path from the top) whether every test in it is listed, or all of them are marked `once`."""
    if not (path.name.startswith("test_") and path.suffix == ".py"):
        return False
    source = (LIST.parents[1] / path).read_text()
    tests = {f"{path.as_posix()}::{name}" for name in TEST.findall(source)}
    return bool(ALL_ONCE.search(source)) or (bool(tests) and tests <= repeated())


@cache
def repeated():
    return {line for line in LIST.read_text().splitlines() if line and line[0] != "#"} if LIST.exists() else set()


def shape(sql):
    for pattern, replacement in ALIKE:
        sql = re.sub(pattern, replacement, sql)
    return sql


def note(execute, sql, parameters, many, context):
    """Note what the running test asks (an execute wrapper of Django's)."""
    asked[running[-1]].add(shape(str(sql)))
    try:
        return execute(sql, parameters, many, context)
    except Exception:
        both.add(running[-1])
        raise


def watch(connection, **_signal):
    if note not in connection.execute_wrappers:
        connection.execute_wrappers.append(note)


def is_for_both(item):
    mark = item.get_closest_marker("django_db")
    commits = mark and mark.kwargs.get("transaction")
    return commits or "search" in item.path.name or "vendor" in item.path.read_text()


def fewest():
    """Tests (a set of names) that together ask all that is asked, those first that ask the most in their time."""
    chosen, left = {*both}, {name: {*shapes} for name, shapes in asked.items()}
    done = set().union(*(asked[name] for name in chosen))
    while left := {name: rest for name, shapes in left.items() if (rest := shapes - done)}:
        best = max(left, key=lambda name: len(left[name]) / (seconds[name] + 0.005))
        chosen.add(best)
        done |= left[best]
    return chosen


def pytest_configure():
    connection_created.connect(watch)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    running.append(name_of(item))
    watch(connection)
    if is_for_both(item):
        both.add(running[-1])
    began = time.process_time()
    answer = yield
    seconds[running[-1]] += time.process_time() - began
    return answer


def pytest_sessionfinish():
    listed = sorted({*asked} - fewest())
    LIST.write_text(HEAD + "".join(f"{name}\n" for name in listed))
