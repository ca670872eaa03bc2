"""Who looks after the site: Odile, a moderator; Théo, its operator."""

from pyjama.privacy.models import Incident, Unlisting

INCIDENT = dict.fromkeys(["information", "circumstances", "happened_on", "people", "seriousness", "measures"], "A laptop.")


def play(readers, props):
    odile, theo = readers.odile, readers.theo
    waiting, verified, refused = (props.organization(name) for name in ("jardin", "refuge", "club"))
    odile.sees("pages:review")
    for page in ("notifications:list", "notifications:preferences"):
        odile.sees(page)
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
    keeps_the_register(theo)
    forgets_a_page(readers, props)


def forgets_a_page(readers, props):
    visitor, odile = readers.visitor, readers.odile
    path = props.call("letter").get_absolute_url()
    visitor.sees("privacy:ask_for_unlisting")
    visitor.sends("privacy:ask_for_unlisting", path="x", words="It names me.")
    asked = {"path": path, "ground": "minor", "words": "It names me.", "email": "somebody@example.org"}
    visitor.does("privacy:ask_for_unlisting", **asked)
    visitor.sees("privacy:unlisting_asked")
    unlisting = Unlisting.objects.get()
    odile.sees("privacy:unlistings")
    odile.sees("privacy:unlisting", unlisting.pk)
    odile.sends("privacy:unlisting", unlisting.pk, reason="")
    odile.does("privacy:unlisting", unlisting.pk, is_granted="yes", reason="She was sixteen.")
    odile.sees("privacy:unlisting", unlisting.pk)
    visitor.sees("pages:call", props.call("letter").pk, props.call("letter").slug)
    odile.does("privacy:lift_unlisting", unlisting.pk)
    unlisting.delete()


def keeps_the_register(theo):
    theo.sees("pages:privacy")
    theo.sees("privacy:incidents")
    theo.sees("privacy:new_incident")
    theo.sends("privacy:new_incident", people="40")
    theo.does("privacy:new_incident", **INCIDENT, known_on="2026-11-20", is_serious="on")
    incident = Incident.objects.latest("pk")
    theo.sees("privacy:incidents")
    theo.sends("privacy:incident", incident.pk, people="")
    theo.does("privacy:tell_authority", incident.pk)
    theo.sees("privacy:retention")
