import pytest
import typst

from pyjama.core.paper import paper, pdf

pytestmark = pytest.mark.once

PLAIN = "core/tests/plain.typ"
ACCESSIBLE = b"<pdfuaid:part>1</pdfuaid:part>"


def test_a_paper_is_tagged_speaks_its_language_and_brings_its_fonts():
    made = pdf(PLAIN, {"title": "Réponses", "words": "Œuf et « été »"}, "fr")

    assert made.startswith(b"%PDF-")
    assert ACCESSIBLE in made
    assert b"(fr-CA)" in made
    for font in (b"AtkinsonHyperlegibleNext", b"BricolageGrotesque"):
        assert font in made


def test_what_people_wrote_is_never_source():
    pdf(PLAIN, {"title": '#panic("a")', "words": '#panic("b") #read("/core/paper.py") $x$ \\ <label> @reference */'}, "en")


@pytest.mark.parametrize("words", ["", "\n\n", "😀 👩‍🚀 🇨🇦 👍🏽 ❤️", "→ ☑ ≥", "\u202e\u200b\ufeff", "Привет, Ελλάδα"])
def test_what_people_type_may_stand_in_an_accessible_paper(words):
    assert ACCESSIBLE in pdf(PLAIN, {"title": "a", "words": words}, "en")


def test_a_character_that_no_font_has_costs_the_seal_and_nothing_else():
    made = pdf(PLAIN, {"title": "a", "words": "\U000f1234, in nobody’s alphabet"}, "en")

    assert ACCESSIBLE not in made
    assert b"/MarkInfo" in made


def test_a_mistake_in_a_template_is_an_error():
    with pytest.raises(typst.TypstError):
        pdf(PLAIN, {"title": "no words"}, "en")


def test_a_paper_is_downloaded_under_its_name():
    response = paper(PLAIN, {"title": "a", "words": "b"}, name="réponses")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''r%C3%A9ponses.pdf"
