"""How the database finds calls: the list reads its page, and how many fit each choice, and no other call (0061)."""

from django.db.models import Index, Q

# Those of which the list may show some; members see what is held of theirs, so that the condition says nothing of it.
IN_THE_LIST = Q(state="open")
SEEN = ["state", "id", "held_at", "hidden_at"]
# By their ids first, as a few hundred of them are weighed (0067).
COUNTED = ["id", "state", "closes_at", "organization", "kind", "language", "minutes", "held_at", "hidden_at"]
INDEXES = [
    Index(fields=["state", "closes_at"]),
    Index(fields=["-published_at", "-id"], name="call_open_newest", condition=IN_THE_LIST),
    Index(fields=COUNTED, name="call_open_counted", condition=IN_THE_LIST),
    Index(fields=["language", "organization", *SEEN], name="call_finished_counted", condition=Q(state="finished")),
]
