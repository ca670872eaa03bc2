"""The file that a person gets when she asks for all that is kept about her: JSON, CSV, her files, and pages to read."""

import csv
import io
import json
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.core.files.storage import storages
from django.template.loader import render_to_string
from django.utils.translation import get_language

from pyjama.core import clock
from pyjama.core.privacy import data_map
from pyjama.core.site import site_name
from pyjama.core.spreadsheets import BYTE_ORDER_MARK, DELIMITERS, FORMULA
from pyjama.core.templatetags.pyjama import html_language
from pyjama.privacy.labels import field_label, noun
from pyjama.privacy.rows import facts_of, rows_of, tables

FORMAT = 1
CHUNK = 64 * 1024
EMPTY = [None, "", [], {}]
# Where the rows come in the page that is drawn around them.
HERE = "<!-- rows -->"


def write_archive(person, file):
    """Write all that is kept about a person into an open binary file, as a ZIP, in the active language.

    Made row by row: memory does not grow with what there is. docs/export.md says what is in it.
    """
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        counts = {table: write_table(archive, person, table) for table in tables()}
        files = [*write_files(archive, person)]
        archive.writestr("schema.json", as_json(schema(counts)))
        archive.writestr("style.css", render_to_string("privacy/export/style.txt"))
        archive.writestr("index.html", render_to_string("privacy/export/index.html", index(person, counts, files)))


def stem(table):
    """What the files of a table are called: `contributions-revision`."""
    return table.model.lower().replace(".", "-")


def write_table(archive, person, table):
    """One table three times, as JSON, as CSV and as a page; returns how many rows it has."""
    count = rows_of(person, table).count()
    if not count:
        return 0
    write_lines(archive, f"json/{stem(table)}.json", json_lines(facts_of(person, table)))
    write_lines(archive, f"csv/{stem(table)}.csv", csv_lines(table, facts_of(person, table)))
    write_lines(archive, f"pages/{stem(table)}.html", page_lines(table, facts_of(person, table)))
    return count


def write_lines(archive, name, lines):
    with archive.open(name, "w", force_zip64=True) as entry:
        for line in lines:
            entry.write(line.encode())


def as_json(content):
    return json.dumps(content, ensure_ascii=False, indent=1)


def json_lines(rows):
    """The rows as one JSON array, piece by piece."""
    separator = "[\n"
    for row in rows:
        yield separator + as_json(row)
        separator = ",\n"
    yield "\n]\n"


def csv_lines(table, rows):
    """The rows as CSV, in which nothing is a formula; lists and what is nested stand as JSON."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=DELIMITERS[get_language()])
    writer.writerow(["id", *table.exported])
    yield BYTE_ORDER_MARK
    for row in rows:
        writer.writerow([cell(content) for content in row.values()])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def cell(content):
    if isinstance(content, list | dict):
        return json.dumps(content, ensure_ascii=False)
    return f"'{content}" if isinstance(content, str) and FORMULA.match(content) else content


def page_lines(table, rows):
    """The rows as a page that any browser opens without a network."""
    labels = {name: field_label(name) for name in table.exported}
    context = {"noun": noun(table), "language": html_language(get_language()), "rows": HERE, "home": "../index.html"}
    head, _mark, foot = render_to_string("privacy/export/page.html", context).partition(HERE)
    yield head
    for row in rows:
        facts = [(labels[name], shown(row[name])) for name in labels if row[name] not in EMPTY]
        yield render_to_string("privacy/export/row.html", {"facts": facts, "number": row["id"]})
    yield foot


def shown(content):
    """A value as a reader wants it."""
    if isinstance(content, list):
        return ", ".join(str(each) for each in content)
    return json.dumps(content, ensure_ascii=False) if isinstance(content, dict) else content


def write_files(archive, person):
    """The files she sent, piece by piece; gives their names. One whose contents are gone is left out."""
    for name, stored in files_of(person):
        try:
            source = storages["private"].open(stored)
        except OSError:
            continue
        with source, archive.open(f"files/{name}", "w", force_zip64=True) as entry:
            for piece in source.chunks(CHUNK):
                entry.write(piece)
        yield name


def files_of(person):
    """What the apps have of her files: the functions `files` of their `privacy.py`."""
    data_map()
    modules = [getattr(config.module, "privacy", None) for config in apps.get_app_configs()]
    for module in modules:
        if hasattr(module, "files"):
            yield from module.files(person)


def schema(counts):
    """What each file holds, field by field: from the data map."""
    filled = [(table, count) for table, count in counts.items() if count]
    files = [{"name": stem(table), "rows": count, "about": table.about, "fields": fields(table)} for table, count in filled]
    return {"format": FORMAT, "made_at": clock.now().isoformat(timespec="seconds"), "files": files}


def fields(table):
    """What each exported field of a table holds, and whose business it is."""
    told = {name: kept for kept in table.fields for name in kept.names.split()}
    return {name: {"holds": told[name].holds, "class": told[name].nature} for name in table.exported}


def index(person, counts, files):
    """What the first page says."""
    return {
        "person": person,
        "site_name": site_name(),
        "language": html_language(get_language()),
        "made_at": clock.now(),
        "nouns": [(f"pages/{stem(table)}.html", noun(table), count) for table, count in counts.items() if count],
        "files": [(f"files/{name}", name) for name in files],
    }
