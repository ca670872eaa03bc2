from django.db import transaction

from pyjama.sponsors.letters import send_link
from pyjama.sponsors.models import Sponsor, Total, new_key
from pyjama.sponsors.withholding import FEWEST, withheld

# What is counted of the same people: hidden for one of these, a row is hidden for all.
OF_PEOPLE = [Total.Figure.PEOPLE, Total.Figure.CONTRIBUTIONS, Total.Figure.MINUTES]


@transaction.atomic
def publish_month(*, month, tables, names):
    """Write the totals of a closed month down, for good; return whether they were not there before.

    `month` is its first day, `tables` the numbers as {dimension: {figure: {key: int}}}, those of all together under the key
    "", and `names` say what a key is called, as {dimension: {key: (French, English)}}.
    """
    if Total.objects.of_month(month).exists():
        return False
    hidden = hidden_cells(tables)
    rows = [
        Total(
            month=month, figure=figure, dimension=dimension, key=key,
            name_fr=names[dimension][key][0], name_en=names[dimension][key][1],
            number=None if (dimension, figure, key) in hidden else number,
        )
        for dimension, figures in tables.items() for figure, numbers in figures.items() for key, number in numbers.items()
    ]  # fmt: skip
    Total.objects.bulk_create(rows, ignore_conflicts=True)
    return True


def hidden_cells(tables):
    """What is withheld of a month: a set of (dimension, figure, key)."""
    whole = {figure for figure, numbers in tables[Total.Dimension.ALL].items() if numbers[""] < FEWEST}
    rows = {}
    for dimension, figures in tables.items():
        if dimension == Total.Dimension.ALL:
            continue
        for figure, numbers in figures.items():
            rows[dimension, figure] = withheld(numbers)
        whole |= {figure for figure in figures if rows[dimension, figure] is None}
    if whole & {*OF_PEOPLE}:
        whole |= {*OF_PEOPLE}
    cells = {
        (dimension, figure, key)
        for dimension, figures in tables.items() for figure, numbers in figures.items() for key in numbers
    }  # fmt: skip
    return {cell for cell in cells if cell[1] in whole or is_hidden(cell, rows)}


def is_hidden(cell, rows):
    """Say whether a row is withheld for a figure, or for another one that counts the same people."""
    dimension, figure, key = cell
    figures = OF_PEOPLE if figure in OF_PEOPLE else [figure]
    return any(key in (rows.get((dimension, each)) or ()) for each in figures)


@transaction.atomic
def add_sponsor(*, name, email, language):
    """Let somebody read the report; return her Sponsor."""
    return Sponsor.objects.create(name=name, email=email.strip().lower(), language=language)


@transaction.atomic
def ask_for_link(*, email):
    """Send the link that opens the report to a sponsor; to anybody else nothing, and nobody is told which it was."""
    if sponsor := Sponsor.objects.filter(email=email.strip().lower()).first():
        send_link(sponsor)


@transaction.atomic
def use_link(*, sponsor):
    """Note that her link has served: it opens nothing any more."""
    sponsor.nonce = new_key()
    sponsor.save(update_fields=["nonce"])


@transaction.atomic
def leave(*, sponsor):
    """End her visits on every device."""
    sponsor.key = new_key()
    sponsor.save(update_fields=["key"])
