"""Who asks: Chloé of the refuge and her editor, and the owners of organizations and calls in every other state."""

from pyjama.accounts.tests.pages import prove
from pyjama.outcomes.desk.actions import write_note
from pyjama.outcomes.models import Outcome
from tests.journeys.scenes.helpers import files

UNREADABLE = {"title": "", "body": "", "enough": "0", "closes_at": "2000-01-01", "minutes": "7"}


def play(readers, props):
    writes_a_call(readers.chloe, props)
    changes_a_call(readers, props)
    sorts(readers, props)
    tells(readers, props)
    runs_an_organization(readers, props)
    waits_for_a_moderator(readers, props)


def of_call(call, **changes):
    """What the form of a call sends when nothing but `changes` was done in it."""
    names = ["kind", "title", "body", "language", "minutes", "enough", "version"]
    day = {"closes_at": call.closes_at.date().isoformat()} if call.closes_at else {}
    return {name: getattr(call, name) for name in names} | day | changes


def writes_a_call(chloe, props):
    refuge, poster = props.organization("refuge"), props.call("poster")
    chloe.sees("pages:mine")
    chloe.sees("calls:choose_template", refuge.pk)
    chloe.sees("calls:ask", refuge.pk, "name-event")
    chloe.sends("calls:ask", refuge.pk, "name-event", **UNREADABLE, us="Cats.")
    chloe.asks("calls:ask", refuge.pk, "name-event", sent=UNREADABLE | {"preview": "1"}, status=422)
    chloe.sends("calls:new", refuge.pk, **of_call(props.call("menu")))
    chloe.sees("calls:new", refuge.pk)
    chloe.sends("calls:new", refuge.pk, **UNREADABLE)
    chloe.asks("calls:new", refuge.pk, sent=UNREADABLE | {"preview": "1"}, status=422)
    chloe.sends("calls:new", refuge.pk, files=files(), add_files="1", title="Un titre")
    chloe.sees("calls:edit", poster.pk)
    fields = of_call(poster, body="# Une affiche\n\n- *ceci*\n- **cela**", preview="1")
    chloe.sends("calls:edit", poster.pk, status=200, **fields)
    chloe.asks("calls:edit", poster.pk, sent=fields)
    chloe.sends("calls:edit", poster.pk, **of_call(poster, version=poster.version - 1))


def changes_a_call(readers, props):
    chloe, poster, slogans = readers.chloe, props.call("poster"), props.pictured
    chloe.sees("pages:call", poster.pk, poster.slug)
    chloe.sees("pages:call", slogans.pk, slogans.slug)
    chloe.sees("calls:edit", slogans.pk)
    chloe.sees("calls:extend", slogans.pk)
    chloe.sends("calls:extend", slogans.pk, closes_at="2000-01-01")
    chloe.sees("calls:close", slogans.pk)
    chloe.sees("clarity:desk", poster.pk)
    chloe.sees("calls:discard", poster.pk)
    readers.clement.sees("clarity:desk", props.call("members_card").pk)
    readers.priya.sees("clarity:desk", props.returned.pk)
    readers.priya.sees("pages:call", props.returned.pk, props.returned.slug)
    readers.rejane.sees("pages:call", props.call("cafe").pk, props.call("cafe").slug)
    readers.ruth.sees("pages:call", props.call("letter").pk, props.call("letter").slug)


def sorts(readers, props):
    chloe, ruth, letter = readers.chloe, readers.ruth, props.call("letter")
    chloe.sees("outcomes:desk", props.pictured.pk)
    chloe.sees("outcomes:desk", props.unanswered.pk)
    ruth.sees("outcomes:desk", letter.pk)
    ruth.sends("outcomes:desk", letter.pk, body="", language="en", finish="1")
    ruth.does("outcomes:desk", letter.pk, body="", language="en", save="1")
    at_one_contribution(ruth, props.contribution("letter", "amina"))
    ruth.sees("outcomes:thank", letter.pk)
    ruth.sends("outcomes:thank", letter.pk, body="Hello {nobody}", language="xx")
    chloe.sees("outcomes:thank", props.unanswered.pk)
    ruth.sees("outcomes:print", letter.pk)


def at_one_contribution(ruth, contribution):
    """Notes and replies on a page of their own, and in place; what a colleague credited meanwhile."""
    credit = f"credit-{contribution.pk}"
    ruth.sees("outcomes:row", contribution.pk)
    ruth.asks("outcomes:row", contribution.pk, query="?write=note")
    ruth.asks("outcomes:row", contribution.pk, query="?write=reply")
    ruth.sends("outcomes:note", contribution.pk, body="")
    ruth.asks("outcomes:note", contribution.pk, sent={"body": ""}, status=422)
    ruth.sends("outcomes:reply", contribution.pk, body="")
    ruth.asks("outcomes:reply", contribution.pk, sent={"body": ""}, status=422)
    note = write_note(contribution=contribution, author=contribution.call.author, body="Ours.")
    ruth.asks("outcomes:erase_note", note.pk, sent={})
    ruth.asks("outcomes:desk", contribution.call_id, query="?order=newest")
    ruth.asks("outcomes:credit", contribution.pk, sent={credit: "used", f"initial-{credit}": ""})
    ruth.asks("outcomes:changes", contribution.call_id, query="?after=0")
    ruth.asks("outcomes:undo", contribution.call_id, sent={})


def tells(readers, props):
    """A story with pictures and quotes that was corrected, one that two people write, and one that is not public yet."""
    kittens, snowbanks, letter = props.call("kittens"), props.call("snowbanks"), props.call("letter")
    chloe, ines, ruth = readers.chloe, readers.ines, readers.ruth
    chloe.sees("outcomes:story", kittens.pk)
    chloe.sends("outcomes:story", kittens.pk, body="", language="fr", before="7", after="", files=files(), version="1")
    ines.sees("outcomes:story", snowbanks.pk)
    ines.sends("outcomes:story", snowbanks.pk, body="La mienne.", language="fr", version="0")
    ines.sends("outcomes:desk", snowbanks.pk, body="La mienne.", language="fr")
    ines.sees("outcomes:quotes", snowbanks.pk)
    ines.sees("pages:outcome", snowbanks.pk, snowbanks.slug)
    theirs = props.contribution("snowbanks", "souleymane")
    ines.sees("outcomes:quote", snowbanks.pk, theirs.pk)
    ines.sends("outcomes:quote", snowbanks.pk, theirs.pk, body="Not in it.")
    ruth.sees("outcomes:story", letter.pk)
    ruth.does("outcomes:story", letter.pk, body="We **waited**.", language="en", version=version_of(letter))
    ruth.sees("outcomes:quotes", letter.pk)


def version_of(call):
    outcome = Outcome.objects.of_call(call)
    return outcome.version if outcome else 0


def runs_an_organization(readers, props):
    chloe, refuge = readers.chloe, props.organization("refuge")
    chloe.sees("pages:organization", refuge.pk, refuge.slug)
    chloe.sees("organizations:edit", refuge.pk)
    names = ["name", "mission_fr", "mission_en", "city", "province", "website"]
    fields = {name: getattr(refuge, name) for name in names} | {"causes": [cause.pk for cause in refuge.causes.all()]}
    chloe.sends("organizations:edit", refuge.pk, version=refuge.version - 1, **fields)
    chloe.sees("insights:numbers", refuge.pk)
    chloe.sees("insights:numbers", refuge.pk, query="?from=2026-12-01&to=2026-01-01")
    chloe.sees("organizations:team", refuge.pk)
    chloe.sends("organizations:team", refuge.pk, email="nobody", role="")
    readers.marc.sees("organizations:team", refuge.pk)
    leaves(readers, props)
    acts_as_one_of_two(readers.marc, props)


def acts_as_one_of_two(marc, props):
    """My space, and what one reads beside the field, under one's own call and under another one."""
    own, foreign = props.call("slogans"), props.call("menu")
    marc.sees("pages:mine")
    marc.does("organizations:act_as", organization=props.organization("riviere").pk)
    marc.sees("pages:call", own.pk, own.slug)
    marc.sees("pages:call", foreign.pk, foreign.slug)
    marc.sees("contributions:reply", props.contribution("menu", "jean_philippe").pk)
    marc.does("organizations:act_as")


def leaves(readers, props):
    """An editor, an owner who hands over, one who is alone; and one who would take the organization with her."""
    refuge, harbour = props.organization("refuge"), props.organization("harbour")
    readers.marc.sees("organizations:leave", refuge.pk)
    readers.marc.sees("pages:member", refuge.pk, refuge.memberships.get(person=readers.chloe.person).pk)
    readers.chloe.sees("organizations:leave", refuge.pk)
    readers.chloe.sends("organizations:leave", refuge.pk)
    readers.ruth.sees("organizations:leave", harbour.pk)
    for reader, organization in {readers.chloe: refuge, readers.nadia: props.organization("jardin")}.items():
        prove(reader.client, reader.person)
        reader.sees("pages:delete_organization", organization.pk)
    readers.chloe.sends("pages:delete_organization", refuge.pk)


def waits_for_a_moderator(readers, props):
    jardin, club = props.organization("jardin"), props.organization("club")
    readers.nadia.sees("pages:mine")
    readers.nadia.sees("pages:organization", jardin.pk, jardin.slug)
    readers.nadia.sees("organizations:edit", jardin.pk)
    readers.victor.sees("pages:organization", club.pk, club.slug)
    readers.victor.sees("organizations:edit", club.pk)
    asked, changed = props.organization("lectrices"), props.organization("radio")
    readers.thuy.sees("pages:mine")
    readers.thuy.sees("pages:organization", asked.pk, asked.slug)
    readers.thuy.sees("organizations:conversation", asked.pk)
    readers.thuy.sends("organizations:conversation", asked.pk, text="")
    readers.nadia.sees("organizations:conversation", jardin.pk)
    readers.chloe.sends(
        "organizations:conversation", props.organization("refuge").pk, text="Words that came after the decision."
    )
    readers.hector.sees("pages:organization", changed.pk, changed.slug)
    readers.hector.sees("organizations:edit", changed.pk)
    readers.visitor.sees("pages:organization", changed.pk, changed.slug)
    doorway = props.call("doorway")
    readers.priya.sees("pages:call", doorway.pk, doorway.slug)
    readers.priya.sees("notifications:list")
