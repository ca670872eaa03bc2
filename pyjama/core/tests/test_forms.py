import pytest

from pyjama.core.forms import LineField, ProseField


@pytest.mark.parametrize("field", [LineField(required=False), ProseField(required=False)])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" \t\n", id="spaces"),
        pytest.param("\u200b\u2060\ufeff", id="zero width"),
        pytest.param("\u3164", id="Hangul filler"),
        pytest.param("\u115f\u1160\uffa0", id="other fillers"),
        pytest.param("\u2800 \u2800", id="empty Braille"),
        pytest.param("\ufe0f\U000e0100\u034f", id="marks on nothing"),
    ],
)
def test_what_nobody_can_see_is_empty(field, text):
    assert field.clean(text) == ""


@pytest.mark.parametrize("text", ["é", "e\u0301", "한글", "⠓⠊", "🐈‍⬛", "ไก่", "هُدى"])
def test_what_can_be_seen_is_kept(text):
    assert LineField().clean(text)


def test_controls_and_what_is_no_character_are_left_out():
    assert ProseField().clean("a\x08b\x1b[0m\x7f\x9f\ufdd0\ufffe\uffff\tc\ud800") == "ab[0m\tc"
    assert LineField().clean("a\x01\ufffeb") == "ab"


def test_every_way_to_begin_a_line_is_one_way():
    assert ProseField().clean("a\r\nb\rc\vd\fe\nf") == "a\nb\nc\nd\ne\nf"
    assert LineField().clean("a\vb\r\nc") == "a b c"
