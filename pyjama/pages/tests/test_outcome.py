"""What the help with one call changed, on a page of its own."""

from django.urls import reverse

from pyjama.attachments.models import Attachment
from pyjama.outcomes.models import Outcome, Quote
from pyjama.pages.tests.test_feeds import ATOM, entries, feed, links
from pyjama.pages.tests.test_machines import HOST, data, meta


def page_of(call):
    return reverse("pages:outcome", args=[call.pk, call.slug]).replace("/fr/", "/en/")


def test_everybody_reads_it_with_its_pictures_and_quotes(world, browser):
    call = world.call("sink_poster")
    page = browser().get(page_of(call)).text

    for words in ("118 words, read by nobody.", "Four signs, each where your hands are.", "looking at their hands"):
        assert words in page
    assert f'href="{call.get_absolute_url()}"'.replace("/fr/", "/en/") in page
    assert "Correct it" not in page
    assert "Correct it" in browser(world.ruth).get(page_of(call)).text


def test_the_call_and_the_lists_lead_to_it(world, browser):
    call = world.call("sink_poster")
    for path in (call.get_absolute_url(), "/en/what-your-help-changed/?text=poster"):
        assert f'href="{page_of(call)}"' in browser().get(path).text


def test_its_address_has_the_name_of_the_call_and_an_older_one_still_leads_there(world, browser):
    call = world.call("sink_poster")
    assert browser().get(page_of(call).replace(call.slug, "old-name")).url == page_of(call)


def test_it_says_what_it_is_to_machines_and_names_nobody_who_is_quoted(world, browser):
    call = world.call("sink_poster")
    page = browser().get(page_of(call)).text
    (about,), said = data(page), meta(page)
    picture = Attachment.objects.get(pk=call.outcome.after_id)

    assert (about["@type"], about["headline"], about["author"]["name"]) == ("Article", call.title, call.organization.name)
    assert about["image"] == said["og:image"] == f"{HOST}{picture.get_absolute_url()}"
    assert (said["og:image:alt"], said["og:image:width"]) == (picture.alternative, str(picture.width))
    assert browser().get(picture.get_absolute_url()).status_code == 200
    assert str(world.doris) not in str(about).replace(about["articleBody"], "")


def test_an_outcome_without_pictures_shows_the_sites_own(world, browser):
    assert meta(browser().get(page_of(world.call("bingo"))).text)["og:image"] == f"{HOST}/static/img/share.png"


def test_hostile_words_stay_words(world, browser):
    call = world.call("sink_poster")
    hostile = "</script><script>alert(1)</script>"
    Attachment.objects.of(call.outcome).update(alternative=hostile)
    Outcome.objects.filter(call=call).update(before_words=hostile, after_words=hostile)
    Quote.objects.update(body=hostile, body_html="&lt;script&gt;alert(1)")
    assert "<script>alert" not in browser().get(page_of(call)).text


def test_a_call_without_an_outcome_has_no_such_page(world, browser):
    for name in ("slogans", "poster"):
        assert browser(world.chloe).get(page_of(world.call(name))).status_code == 404


def test_the_feed_has_its_picture_and_when_it_was_corrected(world, browser):
    by_link = {
        links(entry)["alternate"]: entry for entry in entries(feed(browser().get("/en/what-your-help-changed/feed/")))
    }
    kittens = world.call("kittens")
    entry = by_link[HOST + page_of(kittens)]

    picture = Attachment.objects.of(kittens.outcome).get()
    assert f'<img src="{HOST}{picture.get_absolute_url()}"' in entry.findtext(f"{ATOM}summary")
    assert entry.findtext(f"{ATOM}updated")[:10] == kittens.outcome.corrected_at.date().isoformat()
    assert "<img" not in by_link[HOST + page_of(world.call("bingo"))].findtext(f"{ATOM}summary")


def test_the_pictures_of_a_draft_are_its_teams(world, browser):
    outcome = world.call("sink_poster").outcome
    Outcome.objects.filter(pk=outcome.pk).update(published_at=None)
    file = Attachment.objects.of(outcome)[0].get_absolute_url()

    assert browser().get(file).status_code == 404
    assert browser(world.chloe).get(file).status_code == 404
    assert browser(world.ruth).get(file).status_code == 200


def test_it_costs_the_same_with_many_quotes(world, browser, django_assert_max_num_queries):
    call = world.call("sink_poster")
    with django_assert_max_num_queries(7) as few:
        browser().get(page_of(call))
    number = call.contributions.answers().count()
    for contribution in call.contributions.answers().exclude(quotes__outcome=call.outcome):
        quote = Quote(outcome=call.outcome, contribution=contribution, consent="given")
        quote.write(body=contribution.body)
        quote.save()
    with django_assert_max_num_queries(len(few)):
        assert browser().get(page_of(call)).text.count('<figure class="saying"') == number
