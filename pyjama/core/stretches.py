"""One stretch of a list that may be very long: its address says where it begins, so that the database skips nothing.

A page by its number has all rows read that stand before it: for the last dozen of 110,000 that took seconds (decision 0067).
"""

import re
from datetime import UTC, datetime, timedelta

MOST_BY_NUMBER = 20
PLACE = re.compile(r"(\d{1,17})-(\d{1,18})")
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


class Stretch:
    """So many `rows` (a list) of a queryset, the latest by a moment (the name of a field) first.

    `query` is that of the address: `after` a place come older ones, `before` it newer ones. A `page` by its number, of which
    people have kept addresses, is found too; the end of the list where there is none, or where it lies far down.
    `newer` and `older` are the places where the next stretches begin; "" where the list ends.
    """

    def __init__(self, rows, moment, size, query):
        self.moment, self.size = moment, size
        self.down, self.up = rows.order_by(f"-{moment}", "-pk"), rows.order_by(moment, "pk")
        if place := PLACE.fullmatch(query.get("after", "")):
            self.go_down(beyond(self.down, moment, "lte", "gte", place), has_newer=True)
        elif place := PLACE.fullmatch(query.get("before", "")):
            self.go_up(beyond(self.up, moment, "gte", "lte", place), has_older=True)
        else:
            self.go_to(query.get("page", ""))

    def __iter__(self):
        return iter(self.rows)

    def go_to(self, page):
        """Show a page by its number (a str), the first where there is no sense in it."""
        skipped = max(int(page[:9]) - 1, 0) * self.size if page.isdecimal() else 0
        if skipped < MOST_BY_NUMBER * self.size:
            self.go_down(self.down[skipped:], has_newer=skipped > 0)
        else:
            self.go_up(self.up, has_older=False)

    def go_down(self, rows, *, has_newer):
        """Show the first of some rows; where there are none, the end of the list."""
        found = [*rows[: self.size + 1]]
        if has_newer and not found:
            return self.go_up(self.up, has_older=False)
        self.rows = found[: self.size]
        self.newer = self.place_of(found[0]) if has_newer else ""
        self.older = self.place_of(self.rows[-1]) if len(found) > self.size else ""

    def go_up(self, rows, *, has_older):
        """Show the first of some rows, which come the oldest first; where there are few, the beginning of the list."""
        found = [*rows[: self.size + 1]]
        if len(found) <= self.size and has_older:
            return self.go_down(self.down, has_newer=False)
        self.rows = found[self.size - 1 :: -1]
        self.newer = self.place_of(self.rows[0]) if len(found) > self.size else ""
        self.older = self.place_of(self.rows[-1]) if has_older else ""

    def place_of(self, row):
        return f"{(getattr(row, self.moment) - EPOCH) // MICROSECOND}-{row.pk}"


def beyond(rows, moment, towards, back, place):
    """The rows on one side of a place; the first condition is a range of an index."""
    when, pk = EPOCH + int(place[1]) * MICROSECOND, int(place[2])
    return rows.filter(**{f"{moment}__{towards}": when}).exclude(**{moment: when, f"pk__{back}": pk})
