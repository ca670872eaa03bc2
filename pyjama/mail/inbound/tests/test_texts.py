"""How a message becomes text, whatever its program made of it."""

from email import message_from_bytes, policy

import pytest

from pyjama.mail.inbound.tests.messages import message
from pyjama.mail.inbound.texts import markdown, text_of, unflowed

pytestmark = pytest.mark.once


def parsed(content_type, body, *, encoding="8bit"):
    """A message with one part (bytes), as it was sent."""
    head = f"From: a@example.org\r\nContent-Type: {content_type}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return message_from_bytes(head.encode() + body, policy=policy.default)


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("utf-8", "L’œuf à 2 €".encode()),
        ("windows-1252", "L’œuf à 2 €".encode("windows-1252")),
        ("iso-8859-1", "L’œuf à 2 €".encode("windows-1252")),
        ("us-ascii", "L’œuf à 2 €".encode()),
        ("us-ascii", "L’œuf à 2 €".encode("windows-1252")),
        ("iso-8859-1", "L’œuf à 2 €".encode()),
        ("x-unknown", "L’œuf à 2 €".encode()),
        ("utf-8", "L’œuf à 2 €".encode("windows-1252")),
        ("utf-16", "L’œuf à 2 €".encode("utf-16")),
    ],
)
def test_charsets_are_read_even_where_the_label_is_wrong(charset, body):
    assert text_of(parsed(f'text/plain; charset="{charset}"', body)) == "L’œuf à 2 €"


def test_iso_8859_15_has_its_own_euro():
    assert text_of(parsed("text/plain; charset=iso-8859-15", b"2 \xa4, \xbduf")) == "2 €, œuf"


def test_quoted_printable_and_base64_are_decoded_and_broken_ones_do_no_harm():
    assert text_of(parsed("text/plain; charset=utf-8", b"=C3=A9t=\r\n=C3=A9", encoding="quoted-printable")) == "été"
    assert text_of(parsed("text/plain; charset=utf-8", b"w6l0w6k=", encoding="base64")) == "été"
    assert text_of(parsed("text/plain; charset=utf-8", b"=ZZ caf=C3=A9=", encoding="quoted-printable")).endswith("café")
    text_of(parsed("text/plain; charset=utf-8", b"w6l0w6k*", encoding="base64"))
    text_of(parsed("multipart/mixed; boundary=x", b"--x\r\n\r\nnever closed"))


def test_null_characters_are_left_out():
    assert text_of(parsed("text/plain", b"a\0b")) == "ab"


def test_flowed_lines_are_joined_and_quotes_keep_their_depth():
    text = "One \ntwo \nthree.\n\n  indented\n> quoted \n> on\n>> deeper \n> less\n-- \nName \nTitle"
    expected = "One two three.\n\n indented\n> quoted on\n> > deeper \n> less\n-- \nName Title"
    assert unflowed(text) == expected
    assert unflowed("日本 \n語", drops_space=True) == "日本語"


def test_flowed_is_asked_of_the_part():
    body = b"One \r\ntwo.\r\n"
    assert text_of(parsed("text/plain; format=flowed", body)) == "One two."
    assert text_of(parsed("text/plain; format=Flowed; delsp=YES", body)) == "Onetwo."
    assert text_of(parsed("text/plain", body)) == "One \ntwo."


def test_plain_text_is_preferred_and_html_serves_where_there_is_none():
    both = message("a@example.org", "b@example.org", "Plain.", html="<p>Rich.</p>")
    blank = message("a@example.org", "b@example.org", " \n", html="<p>Rich.</p>")
    assert text_of(both) == "Plain."
    assert text_of(blank) == "Rich."


def test_html_becomes_markdown_without_scripts_and_pictures():
    html = """<html><head><style>p{}</style></head><body><p>One <b>bold</b> <a href="https://example.org/">word</a></p>
    <script>alert(1)</script><ul><li>a</li><li>b</li></ul><img src="cid:x" alt="logo">
    <blockquote>Hers</blockquote></body></html>"""
    text = markdown(html)

    assert "One **bold** [word](https://example.org/)" in text
    assert "* a\n" in text
    assert "> Hers" in text
    assert not {"alert", "logo", "p{}"} & set(text.replace("(", " ").split())


def test_text_around_a_picture_is_all_read():
    mail = message("a@example.org", "b@example.org", "Before.")
    mail.make_mixed()
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="a.png", disposition="inline")
    mail.attach(message("a@example.org", "b@example.org", "After."))
    mail.add_attachment("not words", filename="notes.txt")

    assert text_of(mail).split() == ["Before.", "After."]
