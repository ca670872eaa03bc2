import pytest

from pyjama.core.plain_text import to_text, wrapped

pytestmark = pytest.mark.once

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**Hello** _you_, ~~all~~ `x`", "Hello you, all x"),
        ("one\ntwo\n\n\nthree", "one\ntwo\n\nthree"),
        ("# A title\ntext", "A title\n\ntext"),
        ("* one\n* two\n  * deep\n\nafter", "- one\n- two\n  - deep\n\nafter"),
        ("* one\n\n  more\n* two", "- one\n\n  more\n\n- two"),
        ("3. one\n4. two", "3. one\n4. two"),
        ("> she said\n> that\n>\n> and more\n\nno", "> she said\n> that\n> \n> and more\n\nno"),
        ("[our page](https://example.org/a_b_c)", "our page (https://example.org/a_b_c)"),
        ("https://example.org/a_b_c and <https://example.org>", "https://example.org/a_b_c and https://example.org"),
        ("write to <rose@example.org>", "write to rose@example.org"),
        ("    code *here*\n\nx", "    code *here*\n\nx"),
        ("a\n\n***\n\nb", "a\n\n———\n\nb"),
        ("1 * 2 * 3 = 6 and snake_case_name \\*so\\*", "1 * 2 * 3 = 6 and snake_case_name *so*"),
        ("<b>not markup</b> &amp; <script>", "<b>not markup</b> & <script>"),
        ("![a picture](https://example.org/x.png)", "!a picture (https://example.org/x.png)"),
        ("« ah ! »", f"«{NO_BREAK}ah{NO_BREAK}!{NO_BREAK}»"),
        ("", ""),
    ],
)
def test_markdown_reads_as_somebody_would_type_it(source, text):
    assert to_text(source) == text


def test_long_lines_are_broken_and_links_are_not():
    link = "https://example.org/" + "a-b" * 40
    text = wrapped(f"{'word ' * 30}{link} after\n\n-- \nend")

    assert max(len(line) for line in text.split("\n") if link not in line) < 78
    assert link in text.split("\n")
    assert text.endswith("\n\n-- \nend")


def test_what_is_quoted_or_listed_stays_so_on_each_of_its_lines():
    quoted = wrapped("> " + "word " * 30).split("\n")
    listed = wrapped("- " + "word " * 30).split("\n")

    assert len(quoted) > 1
    assert all(line.startswith("> word") for line in quoted)
    assert [line[:3] for line in listed] == ["- w", "  w"] + ["  w"] * (len(listed) - 2)


def test_no_line_breaks_at_a_no_break_space():
    text = wrapped(f"{'mot ' * 18}vraiment{NO_BREAK}? {'mot ' * 10}")

    assert f"vraiment{NO_BREAK}?" in text
