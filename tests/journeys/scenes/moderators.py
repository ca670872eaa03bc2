"""Who looks after the site: Odile, a moderator; Théo, its operator."""


def play(readers, props):
    odile, theo = readers.odile, readers.theo
    waiting, verified, refused = (props.organization(name) for name in ("jardin", "refuge", "club"))
    odile.sees("pages:review")
    odile.sees("notifications:list")
    odile.sees("notifications:preferences")
    odile.sees("calls:decide", props.call("doorway").pk)
    odile.sends("calls:decide", props.call("doorway").pk, **{"return": "1", "note": ""})
    odile.sees("organizations:decide", waiting.pk)
    odile.sends("organizations:decide", waiting.pk, version="x")
    odile.sends("organizations:refuse", waiting.pk, reason="")
    odile.sees("organizations:decide", verified.pk)
    odile.sees("organizations:decide", refused.pk)
    odile.sees("pages:organization", refused.pk, refused.slug)
    for name in ("buttons", "tuques", "lectrices", "radio"):
        odile.sees("organizations:decide", props.organization(name).pk)
    odile.sees("organizations:decide", props.odiles.pk)
    odile.sends("organizations:ask", props.odiles.pk, text="Who are we, when nobody is looking?")
    odile.sends("organizations:ask", waiting.pk, text="")
    odile.sends("organizations:refuse", verified.pk, reason="Another moderator was faster than these words.", version="1")
    theo.sees("pages:privacy")
