"""The data map as `docs/data-map.md` shows it to operators, made from what the apps declare in their `privacy.py`."""

from pyjama.core.privacy import Leaving, Subject, data_map

BEGIN = "<!-- From here to the end mark, `manage.py data_map` writes what each app's privacy.py declares. -->"
END = "<!-- end -->"
TITLES = {
    Subject.ACCOUNT: "Accounts",
    Subject.SIGNING_IN: "Signing in",
    Subject.WORDS: "What people write",
    Subject.UNSENT: "What was not sent yet",
    Subject.GUEST: "Without an account",
    Subject.PROFILE: "What people like and can",
    Subject.KARMA: "Karma",
    Subject.NEWS: "News",
    Subject.MAIL: "Mail",
    Subject.TEAM: "Organizations, their teams and calls",
    Subject.CARE: "Keeping the site honest",
    Subject.SITE: "Lists and machinery",
}


def sections():
    """The part of the document that is made (str), between its two marks."""
    parts = [BEGIN]
    for subject, title in TITLES.items():
        parts += [f"## {title}", *(section(table) for table in data_map().values() if table.subject == subject)]
    return "\n\n".join([*parts, END])


def section(table):
    """One table of the map, as Markdown."""
    rows = [f"| {names(kept.names)} | {kept.nature} | {kept.holds} | {kept.seen_by} |" for kept in table.fields]
    head = ["| field | class | holds | who sees it |", "|---|---|---|---|"]
    parts = [f"### `{table.model}`", table.about, "\n".join([*head, *rows]), leaving(table), table.note]
    return "\n\n".join(part for part in parts if part)


def names(words):
    return ", ".join(f"`{name}`" for name in words.split())


def leaving(table):
    """What becomes of its rows when a person it names leaves."""
    kinds = [f"{rule} (`{name}`)" for name, rule in table.links.items()]
    if table.address:
        kinds.append(f"{Leaving.ERASED} (`{table.address}` is her address)")
    return f"**When somebody leaves**: {', '.join(kinds)}." if kinds else ""


def renewed(text):
    """The whole document (str) with its made part made anew."""
    head, _mark, rest = text.partition(BEGIN)
    return f"{head}{sections()}{rest.partition(END)[2]}"
