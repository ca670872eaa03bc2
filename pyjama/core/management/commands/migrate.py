from django.core.management.commands import migrate

from pyjama.core.turns import alone_with_the_tables


class Command(migrate.Command):
    """Django's own, one process at a time: several that start at once would make the same tables."""

    def handle(self, *arguments, **options):
        with alone_with_the_tables():
            return super().handle(*arguments, **options)
