"""The search finds the same on SQLite and on PostgreSQL: `bin/test` runs this table on both."""

import pytest
from django.core.management import call_command
from django.db import connection

from pyjama.calls.actions import edit_call
from pyjama.calls.models import Call
from pyjama.calls.search import CallIndex, index

TEXTS = {
    "poster": (
        "fr",
        "Critiquez notre affiche",
        "Les bénévoles de l'épicerie l’impriment jeudi. Dites-nous tout, c'est gênant.",
    ),
    "heart": (
        "fr",
        "Un slogan qui vient du cœur",
        "Pour les sœurs de l'œuvre : écrivez-le, aujourd'hui même, à l'encre ou en 2 mots.",
    ),
    "forest": (
        "fr",
        "Nommer la forêt d’été",
        "Nos élèves de l’école hésitent entre « Grand-Élan » et « Petit élan » (24 arbres).",
    ),
    "horses": ("fr", "Quels chevaux pour l'affiche ?", "Des journaux locaux, un cheval, C++ et l'AT&T du coin; 100 % réel."),
    "menu": (
        "en",
        "Which menu reads better?",
        "Our volunteers cook for two shelters. The café's naïve résumé isn't enough.",
    ),
    "letter": ("en", "A letter to families", "It's the volunteer's letter: friendlier wording, fewer words. Ship it ASAP!"),
    "bus": (
        "en",
        "Naming our bus",
        "Vegetables travel; naming things is hard. Écoles are written 24/7 on its side. Ελλάδα! 日本語",
    ),
}
QUERIES = {
    # accents and their absence
    "bénévole": {"poster"},
    "benevoles": {"poster"},
    "BÉNÉVOLES": {"poster"},
    "be\u0301ne\u0301vole": {"poster"},
    "foret": {"forest"},
    "eleve": {"forest"},
    "cafe": {"menu"},
    "resume naive": {"menu"},
    # plurals and other endings, in both languages
    "affiches": {"poster", "horses"},
    "critiquer": {"poster"},
    "cheval": {"horses"},
    "volunteer": {"menu", "letter"},
    "volunteering": {"menu", "letter"},
    "shelter": {"menu"},
    "families": {"letter"},
    "family": {"letter"},
    "named": {"bus"},
    "vegetable": {"bus"},
    # a word of one language in a text of the other
    "école": {"forest", "bus"},
    # elisions, small words and hyphens
    "l'épicerie": {"poster"},
    "l’epicerie": {"poster"},
    "d'été": {"forest"},
    "aujourd'hui": {"heart"},
    "Dites-nous": {"poster"},
    "the letter to the families": {"letter"},
    "l'affiche aux chevaux": {"horses"},
    "isn't": {"menu"},
    # ligatures
    "coeur": {"heart"},
    "CŒUR": {"heart"},
    "soeur": {"heart"},
    "œuvres": {"heart"},
    # several words: each of them
    "affiche cheval": {"horses"},
    "affiche menu": set(),
    # digits, other alphabets
    "24": {"forest", "bus"},
    "24/7": {"bus"},
    "ελλαδα": {"bus"},
    "日本語": {"bus"},
    # what a database reads as an operator, a quote or a wildcard
    'affiche"': {"poster", "horses"},
    '"affiche cheval"': {"horses"},
    "affiche OR menu": set(),
    "menu NOT letter": set(),
    "NEAR(menu)": set(),
    "title:menu": set(),
    "menu*": {"menu"},
    "men*": set(),
    "menu & !letter | x": set(),
    "'menu' \\ (": {"menu"},
    "-menu": {"menu"},
    "^menu": {"menu"},
    "menu; DROP TABLE calls_call; --": set(),
    "%s %(menu)s": {"menu"},
    "AT&T": {"horses"},
    # one letter, small words only, nothing
    "x": set(),
    "le": {"poster", "heart"},
    "": set(),
    "   ": set(),
    "?!… « »": set(),
    "\x00": set(),
    "\ud800": set(),
    "😀": set(),
    # too much
    "menu " * 2_000: {"menu"},
    "m" * 10_000: set(),
    '("' * 5_000: set(),
    "é" * 300 + " menu": set(),
}


@pytest.fixture
def calls(world):
    """The calls of TEXTS by their names."""
    model = world.call("slogans")
    calls = {
        name: Call(
            organization=model.organization, author=model.author, title=title, body=body, language=language, state="open",
            closes_at=model.closes_at, published_at=model.published_at,
        )
        for name, (language, title, body) in TEXTS.items()
    }  # fmt: skip
    Call.objects.bulk_create(calls.values())
    index(*calls.values())
    return calls


def found(calls, query):
    those = Call.objects.filter(pk__in=[call.pk for call in calls.values()]).search(query)
    return {name for name, call in calls.items() if call in those}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: ascii(query[:30]))
def test_a_query_finds_the_same_on_each_database(calls, query):
    assert found(calls, query) == QUERIES[query]


def test_what_fits_best_comes_first(calls):
    assert Call.objects.search("letter family")[0] == calls["letter"]
    in_its_title, in_its_text = "menu", "letter"
    edit = {"editor": calls["menu"].author, "version": 1}
    edit_call(call=calls["menu"], title="Sardines?", **edit)
    edit_call(call=calls["letter"], body=f"{calls['letter'].body} Sardines.", **edit)
    assert list(Call.objects.search("sardine")) == [calls[in_its_title], calls[in_its_text]]


def test_a_search_is_totally_ordered_so_pages_neither_repeat_nor_skip(calls):
    assert Call.objects.search("menu").totally_ordered
    fields = {field.attname: getattr(calls["menu"], field.attname) for field in Call._meta.fields if field.name != "id"}
    copies = [Call(**fields) for _ in range(5)]
    Call.objects.bulk_create(copies)
    index(*copies)
    alike = [call.pk for call in Call.objects.search("menu reads better")]
    assert [Call.objects.search("menu reads better")[place].pk for place in range(6)] == alike


def test_an_edit_is_found_at_once_and_the_former_words_no_more(calls):
    edit_call(call=calls["menu"], editor=calls["menu"].author, version=1, title="Quelle carte ?", language="fr")
    assert found(calls, "carte") == {"menu"}
    assert found(calls, "menu") == set()


def test_the_words_of_the_story_were_kept_as_it_was_told(world):
    assert world.call("slogans") in Call.objects.search(world.call("slogans").title)
    assert CallIndex.objects.count() >= Call.objects.count()


def test_a_call_that_goes_takes_its_words_along(calls):
    gone = calls["menu"].pk
    calls["menu"].delete()
    assert not CallIndex.objects.filter(pk=gone).exists()


def test_the_index_is_made_anew_by_a_command(calls):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM calls_index")
    assert found(calls, "menu") == set()
    call_command("index_calls")
    assert found(calls, "menu") == {"menu"}
    call_command("index_calls")
    assert Call.objects.search("menu").count() == len(set(Call.objects.search("menu")))
