"""One moment of the database, written into files and read back: SQLite as a file, PostgreSQL as the rows of each table."""

from contextlib import closing, contextmanager

from django.db import connection, transaction

from pyjama.core.refusals import Refused

# So many pages are copied at a time: the copy reads at leisure, and never holds anybody up.
PAGES_AT_A_TIME = 1_000
SQLITE_FILE = "pyjama.sqlite3"
BEGINNINGS = {
    # The first read fixes the moment. As long as it lasts nothing restarts the copy, and writers go on in the log.
    "sqlite": ["BEGIN DEFERRED", "SELECT count(*) FROM sqlite_master"],
    "postgresql": ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SELECT 1"],
}
TABLES_OF_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
TABLES_OF_POSTGRESQL = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname
"""


@contextmanager
def one_moment():
    """Whatever is read through Django's connection in this block is the database as it was at its beginning."""
    with connection.cursor() as cursor:
        for statement in BEGINNINGS[connection.vendor]:
            cursor.execute(statement)
            cursor.fetchall() if cursor.description else None
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def read(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def quoted(name):
    return connection.ops.quote_name(name)


def tables():
    """The columns (list of str) of each table by its name; SQLite's are in its file, so they stay empty here."""
    if connection.vendor == "sqlite":
        return {name: [] for (name,) in read(TABLES_OF_SQLITE)}
    return dict(read(TABLES_OF_POSTGRESQL))


def counts():
    """How many rows (int) each table has, by its name."""
    # The names are the database's own, quoted as it wants them.
    return {name: read(f"SELECT count(*) FROM {quoted(name)}")[0][0] for name in tables()}  # nosec B608


def write(folder):
    """Write the database into an empty folder (Path), inside of `one_moment`. Refuses a copy that is not sound."""
    {"sqlite": write_sqlite, "postgresql": write_postgresql}[connection.vendor](folder)


def write_sqlite(folder):
    with closing(connection.Database.connect(folder / SQLITE_FILE)) as copy:
        try:
            connection.connection.backup(copy, pages=PAGES_AT_A_TIME)
            # One file, without a log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        except connection.Database.Error as error:
            raise Refused(f"The database could not be copied into DATA_DIR: {error}.") from error
    refuse_unsound(folder / SQLITE_FILE)


def refuse_unsound(path):
    """Refuse a file that SQLite finds fault with."""
    with closing(connection.Database.connect(path)) as copy:
        try:
            ((found, *_), *_) = copy.execute("PRAGMA integrity_check(1)").fetchall()
        except connection.Database.DatabaseError as error:
            found = str(error)
    if found != "ok":
        raise Refused(f"SQLite finds the copy of the database broken: {found}")


def write_postgresql(folder):
    for table, columns in tables().items():
        statement = f"COPY {quoted(table)} ({listed(columns)}) TO STDOUT"
        path = folder / f"{table}.copy"
        with connection.cursor() as cursor, path.open("wb") as file, cursor.copy(statement) as rows:
            file.writelines(rows)


def listed(columns):
    return ", ".join(map(quoted, columns))


def sequences():
    """The last number (int) that each sequence of PostgreSQL gave, by its name; read after the rows, never behind them."""
    if connection.vendor == "sqlite":
        return {}
    given = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()"
    return {name: last for name, last in read(given) if last is not None}


@transaction.atomic
def load_postgresql(folder, columns_of, last_numbers):
    """Fill the tables, whose columns are given by table, with the rows that `write` left in a folder, and nothing else.

    New numbers go on after the last ones, given by sequence.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"TRUNCATE {listed(columns_of)}")
        for table, columns in columns_of.items():
            with cursor.copy(f"COPY {quoted(table)} ({listed(columns)}) FROM STDIN") as rows:
                copy_blocks(folder / f"{table}.copy", rows)
        for name, last in last_numbers.items():
            cursor.execute("SELECT setval(%s, %s)", [quoted(name), last])


def copy_blocks(path, rows):
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            rows.write(block)
