from django.core.management.base import BaseCommand
from django.db import connection

from pyjama.sponsors.models import Total

STATEMENTS = """DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT ON {table} TO {role};
GRANT {role} TO {owner};"""


class Command(BaseCommand):
    """Print the SQL that makes the role under which a report is read: `manage.py sponsor_role | psql …`, as a superuser."""

    help = "Print the SQL that makes the PostgreSQL role which may read the totals only (for SPONSOR_ROLE)."

    def add_arguments(self, parser):
        parser.add_argument("--role", default="pyjama_sponsor")

    def handle(self, *, role, **options):
        self.stdout.write(statements(role))


def statements(role):
    """The SQL (str) that makes a role of this name for the site's own user, who can then take it on."""
    quote = connection.ops.quote_name
    owner = connection.settings_dict["USER"] or "CURRENT_USER"
    names = {"role": quote(role), "table": quote(Total._meta.db_table)}
    return STATEMENTS.format(**names, owner=owner if owner == "CURRENT_USER" else quote(owner))
