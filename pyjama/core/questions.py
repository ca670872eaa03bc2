"""Questions to the database that hot pages ask again and again: their SQL is made once, as making it costs more than asking.

A queryset of a few conditions takes several times as long to be put into words as SQLite or PostgreSQL take to answer it.
"""

from functools import cache

from django.db import connections, router

# Stand in a question's place for the numbers that it is asked with. Django leaves out of a query what no column could hold.
STAND_INS = 2**31 - 10


class Question:
    """What `make` asks, a function of so many numbers (int) that returns a queryset of values (see `values_list`).

    The queryset must depend on the numbers by their values alone: whatever it tests about them is tested once.
    """

    def __init__(self, make):
        self.make = make
        self.sql = cache(self.put_into_words)

    def put_into_words(self, alias):
        """The SQL for a database, and its parameters: each the place of a number (a tuple of one int), or a value."""
        stand_ins = [STAND_INS + place for place in range(self.make.__code__.co_argcount)]
        sql, parameters = self.make(*stand_ins).using(alias).query.get_compiler(alias).as_sql()
        places = {number: (place,) for place, number in enumerate(stand_ins)}
        return sql, [places.get(parameter, parameter) for parameter in parameters]

    def ask(self, model, *numbers):
        """The rows (a list of tuples) for these numbers, from where `model` is read."""
        alias = router.db_for_read(model)
        sql, parameters = self.sql(alias)
        with connections[alias].cursor() as cursor:
            cursor.execute(sql, [numbers[each[0]] if isinstance(each, tuple) else each for each in parameters])
            return cursor.fetchall()
