import pytest

from pyjama.core.rich_text import leads_away, to_html
from pyjama.core.templatetags.pyjama import plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Write <name> here, <b>please</b>", "<p>Write &lt;name&gt; here, &lt;b&gt;please&lt;/b&gt;</p>\n"),
        ("<!-- nobody -->", "<p>&lt;!-- nobody --&gt;</p>\n"),
        ("<textarea>", "<p>&lt;textarea&gt;</p>\n"),
        ("a < b > c & d", "<p>a &lt; b &gt; c &amp; d</p>\n"),
        ("<script>alert(1)</script>after", "<p>&lt;script&gt;alert(1)&lt;/script&gt;after</p>\n"),
        ("&lt;script&gt;", "<p>&lt;script&gt;</p>\n"),
        ("<div>\n\n**b**\n</div>", "<p>&lt;div&gt;</p>\n<p><strong>b</strong><br>\n&lt;/div&gt;</p>\n"),
    ],
)
def test_raw_html_is_shown_as_text(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](&#x6A;avascript&colon;alert(1))",
        "<javascript:alert(1)>",
        "[x](data:text/html,hello)",
        "[x](vbscript:msgbox)",
        "![x](data:image/svg+xml;base64,AAAA)",
        "[x][y]\n\n[y]: javascript:alert(1)",
    ],
)
def test_a_link_leads_to_a_page_or_an_address_and_nowhere_else(text):
    assert "href" not in to_html(text)


@pytest.mark.parametrize(
    "text",
    [
        '[x](http://e.org "t\\" onmouseover=alert(1)")',
        '<http://e.org/"onmouseover=alert(1)>',
        "[a [b](http://b.ca)](http://a.ca)",
        "http://e.org/'onclick='alert(1)",
    ],
)
def test_a_link_has_an_address_a_title_and_our_mark_only(text):
    for tag in to_html(text).split("<a ")[1:]:
        attributes = tag.partition(">")[0]
        assert attributes.startswith('href="http')
        assert attributes.endswith('rel="ugc nofollow noopener"')
        assert attributes.count('"') in {4, 6}


@pytest.mark.parametrize(
    "text",
    [
        "https://lamps.example",
        "HTTPS://LAMPS.EXAMPLE",
        "https://a@lamps.example/",
        "https://1.2.3.4",
        "https://lamps",
        "[x](//lamps.example/now)",
        "[x](///lamps.example)",
        "[x](https:/lamps.example)",
        "[x](https:lamps.example)",
        "[x](h&#116;tps://lamps.example)",
        "[x](https&colon;//lamps.example)",
        "[x]\n\n[x]: //lamps.example",
        "[x](mailto:a@lamps.example)",
        "[x](www.lamps.example)",
        "![x](https://lamps.example/a.png)",
        "https://site.example.lamps.example/",
        "https://site.example@lamps.example/",
    ],
)
def test_a_link_leads_away_however_it_is_typed(settings, text):
    settings.SITE_URL = "https://site.example"
    assert leads_away(to_html(text))


@pytest.mark.parametrize(
    "text",
    ["lamps.example", "[x](/en/calls/)", "[x](#a)", "https://site.example/en/calls/3", '`<a href="https://x.example">`'],
)
def test_what_stays_here_does_not_lead_away(settings, text):
    settings.SITE_URL = "https://site.example"
    assert not leads_away(to_html(text))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Dites « oui » : c’est tout !", "Dites «\u00a0oui\u00a0»\u00a0: c’est tout\u00a0!"),
        (
            "400\u00a0$ et 2\u202f000 mots,\n\u00a0 « *vite*\u00a0».",
            "400\u00a0$ et 2\u202f000 mots,\u00a0«\u00a0vite\u00a0».",
        ),
        ("**Un**, deux.\n\n- Trois\n- *quatre*!\n\n> Cinq & six", "Un, deux. Trois quatre! Cinq & six"),
    ],
)
def test_on_one_line_a_text_keeps_its_spaces_that_do_not_break(text, line):
    assert plain(to_html(text)) == line
