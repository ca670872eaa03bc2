"""The report as a page and a table show it: of one month, each figure in a column, each group in a row."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from pyjama.sponsors.models import Total
from pyjama.sponsors.wall import totals_only


class Row(NamedTuple):
    """A group and its numbers (int, or None where withheld), in the order of Total.Figure."""

    name: str
    numbers: list


class Table(NamedTuple):
    """The rows of one dimension (Total.Dimension)."""

    dimension: object
    rows: list


class Report(NamedTuple):
    """One closed month (date, its first day; None while there is none yet), the others there are, and its tables."""

    month: object
    months: list
    tables: list


def report(asked=""):
    """The Report of a month (`2026-10`, as an address has it), or of the latest one."""
    with totals_only():
        months = Total.objects.months()
        month = next((each for each in months if f"{each:%Y-%m}" == asked), months[0] if months else None)
        totals = [*Total.objects.of_month(month).order_by("pk")]
    return Report(month, months, tables_of(totals))


def tables_of(totals):
    rows = {}
    for total in totals:
        name = total.name or Total.Dimension.ALL.label
        row = rows.setdefault(total.dimension, {}).setdefault(total.key, Row(name, dict.fromkeys(Total.Figure)))
        row.numbers[total.figure] = total.number
    return [
        Table(dimension, [Row(row.name, [*row.numbers.values()]) for row in rows[dimension].values()])
        for dimension in Total.Dimension
        if dimension in rows
    ]


def lines():
    """Every number of every month, for a spreadsheet: month, dimension, group, then the figures (None where withheld)."""
    with totals_only():
        totals = [*Total.objects.order_by("-month", "pk")]
    for month, of_month in groupby(totals, attrgetter("month")):
        for table in tables_of(of_month):
            for row in table.rows:
                yield [f"{month:%Y-%m}", str(table.dimension.label), row.name, *row.numbers]
