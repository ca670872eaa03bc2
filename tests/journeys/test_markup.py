"""Every page in every state, and every part that htmx asks for, is valid HTML."""

import re

import pytest
from django.urls import resolve
from django.utils import translation

from tests.journeys.markup import faults
from tests.journeys.test_accessibility import HTML_OF_MAILS

ASKED = re.compile(r'(?:data-hx-(?:get|post)="|href="(?=[^>]*data-hx-boost))([^"?]*)')
PAGE = """<!doctype html>
<html lang="en-CA"><head><meta charset="utf-8"><title>x</title></head><body><main><h1 id="x">x</h1>{}</main></body></html>
"""
# What is put into a good page, and what must be said of it.
FAULTS = {
    "<div><p>a</div></p>": "unexpected-end-tag",
    "<div><p>a": "end-tag-too-early",
    '<p id="a" id="b">a</p>': "duplicate-attribute",
    "<p>a &b</p>": "expected-named-entity",
    '<p id="x">a</p>': "the id x stands there 2 times",
    '<p aria-describedby="y">a</p>': "nothing has the id y",
    '<label for="y">a</label>': "nothing has the id y",
    '<a href="#y">a</a>': "nothing has the id y",
    '<form data-hx-target="#y">a</form>': "nothing has the id y",
    "<center>a</center>": "no such element",
    '<table border="1"></table>': "no such attribute: border",
    '<p hx-get="/">a</p>': "no such attribute: hx-get",
    '<p style="color: red">a</p>': "no such attribute: style",
    '<p lang="fr">a</p>': "no such language",
    '<time datetime="2026-11-22T20:00:00.123456-05:00">a</time>': "no such moment",
    '<meter min="0" max="10" value="11"></meter>': "out of its range",
    '<input type="hidden" aria-describedby="x">': "described, and hidden",
    '<p id="a b">a</p>': "no such id",
    "<span><div>a</div></span>": "a block within span",
    "<p><a href='/'><section>a</section></a></p>": "unexpected-end-tag",
    "<button><p>a</p></button>": "a block within button",
    "<a href='/'><button>a</button></a>": "within {'a'}",
    "<ul><p>a</p></ul>": "not for ul",
    "<div><li>a</li></div>": "outside of",
    "<ul>a<li>b</li></ul>": "text between its parts",
    "<details><p>a</p><summary>b</summary></details>": "summary is not the first in it",
    "<label><input><input></label>": "labels two fields",
    "<header><header>a</header></header>": "within another header",
    "<h3>a</h3>": "a heading of level 3 follows one of level 1",
    "<h1>a</h1>": "2 headings of the first level",
    "</main><main>": "2 times main",
}


def test_a_good_page_is_without_fault():
    assert faults(PAGE.format('<p>a</p><ul><li><a href="/" lang="fr-CA"><bdi>b</bdi></a></li></ul><h2>c</h2>')) == []


@pytest.mark.parametrize(("fault", "complaint"), FAULTS.items())
def test_a_fault_is_found(fault, complaint):
    assert complaint in "\n".join(faults(PAGE.format(fault)))


@pytest.mark.parametrize("said", ['<html lang="en-CA">', "<title>x</title>", "<!doctype html>"])
def test_a_page_that_leaves_out_what_it_must_say_is_found(said):
    assert faults(PAGE.format("").replace(said, ""))


def test_every_page_and_every_part_is_valid_html(album):
    assert {page["scene"]: found for page in album["pages"] if (found := faults_of(page))} == {}


def faults_of(page):
    is_fragment = page["is_part"] and not page["html"].startswith("<!doctype")
    return faults(page["html"], is_fragment=is_fragment, is_mail=page["address"] in HTML_OF_MAILS)


def test_every_part_that_a_page_asks_for_is_among_the_scenes(album):
    asked = {name for page in album["pages"] for name in asked_by(page)}
    assert asked == {page["address"] for page in album["pages"] if page["is_part"]}


def asked_by(page):
    """The names of the addresses that htmx asks on a page; one that is empty is the page's own."""
    with translation.override(page["language"]):
        return {resolve(path or page["path"]).view_name for path in ASKED.findall(page["html"])}
