"""What becomes of a row that is hidden or put back; the caller holds it."""

from pyjama.core import clock
from pyjama.notifications.actions import hide_news, show_news


def hide_row(subject, row):
    """Take a row out of everybody's sight, with what hangs on it; returns what putting it back needs (dict)."""
    row.hidden_at = clock.now()
    row.save(update_fields=["hidden_at"])
    # The lines that told people of it name its author and lead to it.
    hide_news(row)
    return subject.after_hiding(row)


def restore_row(subject, row, former):
    """Put a hidden row back as it was."""
    since, row.hidden_at = row.hidden_at, None
    row.save(update_fields=["hidden_at"])
    show_news(row)
    subject.after_restoring(row, since, former)


def release_row(subject, row):
    """Make a row public that waited, as if it were written now."""
    row.held_at = None
    row.save(update_fields=["held_at"])
    subject.after_release(row)
