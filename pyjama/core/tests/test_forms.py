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
