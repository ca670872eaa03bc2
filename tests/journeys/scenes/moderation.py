"""What is reported, held, hidden, and asked about again; and who was suspended and tries to write."""

from http import HTTPStatus

from pyjama.moderation.models import Appeal, Decision, Item


def play(readers, props):
    open_items = Item.objects.open()
    reported, held = (open_items.filter(kind=kind).first() for kind in (Item.Kind.REPORT, Item.Kind.HOLD))
    suspension, limit = (Decision.objects.get(verb=verb) for verb in ("suspend", "limit"))
    reports(readers.visitor, reported)
    decides(readers.odile, reported, held, suspension)
    looks_again(readers, Appeal.objects.get(decision=limit))
    readers.encadreur.sees("moderation:decision", limit.pk)
    readers.encadreur.sees("pages:call", held.target.call_id, held.target.call.slug)
    is_suspended(readers.grognon, suspension, reported.target.call)


def reports(visitor, item):
    visitor.sees("moderation:report", "contribution", item.object_id)
    visitor.sends("moderation:report", "contribution", item.object_id, words="I had begun to explain.")
    visitor.asks("moderation:report", "contribution", item.object_id)
    visitor.sees("pages:moderation")


def decides(odile, reported, held, suspension):
    odile.sees("moderation:queue")
    odile.sees("moderation:queue", query="?kind=burst")
    odile.sends("moderation:queue", act="nothing")
    odile.sees("moderation:item", reported.pk)
    odile.sends("moderation:item", reported.pk, verb="suspend", ground="spam", words="Typed.")
    odile.sees("moderation:item", held.pk)
    odile.sees("moderation:item", suspension.item_id)


def looks_again(readers, appeal):
    readers.odile.sees("moderation:decide_appeal", appeal.pk)
    readers.theo.sees("moderation:decide_appeal", appeal.pk)
    readers.theo.sends("moderation:decide_appeal", appeal.pk, answer="")


def is_suspended(grognon, suspension, call):
    grognon.sees("notifications:list")
    grognon.sees("moderation:decision", suspension.pk)
    grognon.sends("moderation:appeal", suspension.pk, words="")
    grognon.sends("pages:call", call.pk, call.slug, body="A long text that somebody typed.", status=HTTPStatus.CONFLICT)
