"""What can be found out about an organization without asking it."""

from datetime import timedelta

import pytest

from pyjama.core import clock, outgoing
from pyjama.core.outgoing import Answer, Unanswered
from pyjama.organizations.actions import keep_look, look_at_next_website, looking
from pyjama.organizations.domains import are_of_one, host_of, is_shared
from pyjama.organizations.findings import findings_of
from pyjama.organizations.models import Case, Organization, WebsiteLook
from pyjama.organizations.names import are_near, key_of

SITE = "https://www.bibliotheque.example"


def findings(organization):
    """The findings by what they are about."""
    owners = list(organization.memberships.owners().select_related("person"))
    return {finding.about: finding for finding in findings_of(organization, owners)}


def another(**fields):
    return Organization.objects.create(
        **{"name": "Autre", "mission_fr": "Aider.", "city": "Laval", "province": "QC"} | fields
    )


@pytest.fixture
def at_work(settings, monkeypatch, library):
    """A function: the worker goes round; `answer` is what asking a website comes to. It returns the look that was kept."""
    settings.LOOKS_AT_WEBSITES = True
    Case.objects.exclude(organization=library).delete()

    def go_round(answer):
        def ask(url, agent):
            assert url == library.website
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(looking, "ask", ask)
        look_at_next_website()
        return WebsiteLook.objects.filter(organization=library).first()

    return go_round


@pytest.mark.parametrize(
    ("answer", "finding", "verdict"),
    [
        (Answer(200, f"{SITE}/fr/"), "answers", "good"),
        (Answer(200, "https://bibliotheque.example/"), "answers", "good"),
        (Answer(200, "https://casino.example/"), "elsewhere", "neither"),
        (Answer(503, SITE), "error", "bad"),
        (Answer(302, SITE), "error", "bad"),
        *[(Unanswered(word), word, "bad") for word in ("unknown", "private", "address", "silent", "closed")],
        *[(Unanswered(word), word, "bad") for word in ("certificate", "nonsense", "astray")],
    ],
)
def test_the_worker_looks_whether_the_site_answers_and_says_it_in_words(library, at_work, answer, finding, verdict):
    assert findings(library)["Website"].found_at is None
    look = at_work(answer)
    assert look.finding == finding
    said = findings(library)["Website"]
    assert (said.words, said.verdict, said.found_at) == (look.in_words, verdict, look.looked_at)


def test_a_website_is_looked_at_again_when_it_is_another_or_a_week_has_passed(library, at_work, at):
    first = at_work(Answer(200, SITE))
    assert at_work(AssertionError("It was looked at.")) == first
    with at(clock.now() + timedelta(days=8)):
        assert at_work(Unanswered("silent")).finding == "silent"
    library.website = "https://port.example"
    library.save()
    assert findings(library)["Website"].found_at is None
    assert at_work(Answer(200, "https://port.example")).website == "https://port.example"


def test_two_workers_keep_one_look(library):
    for finding in ("silent", "answers"):
        keep_look(organization=library, website=SITE, finding=finding)
    assert WebsiteLook.objects.get(organization=library).finding == "answers"


def test_nothing_is_looked_at_when_nobody_waits_or_the_operator_says_so(library, at_work, settings):
    settings.LOOKS_AT_WEBSITES = False
    assert at_work(Answer(200, SITE)) is None
    settings.LOOKS_AT_WEBSITES = True
    Case.objects.update(decided_at=clock.now())
    assert at_work(Answer(200, SITE)) is None


@pytest.mark.parametrize("path", ["verification/", "conversation/", "edit/"])
def test_no_page_looks_at_a_website(world, browser, library, monkeypatch, path):
    def ask(*_, **__):
        raise AssertionError("A page asked another server.")

    monkeypatch.setattr(outgoing, "ask", ask)
    monkeypatch.setattr(looking, "ask", ask)
    person = world.odile if path == "verification/" else world.camille
    assert browser(person).get(f"/en/organizations/{library.pk}/{path}").status_code == 200


@pytest.mark.parametrize(
    ("website", "mail", "verdict"),
    [
        (SITE, "camille@bibliotheque.example", "good"),
        (SITE, "camille@mail.bibliotheque.example", "good"),
        ("https://lire.bibliotheque.example", "camille@bibliotheque.example", "good"),
        (SITE, "camille@notbibliotheque.example", "neither"),
        (SITE, "camille@gmail.com", "neither"),
        ("https://gmail.com", "camille@gmail.com", "neither"),
        ("https://facebook.com/coin", "camille@facebook.com", "neither"),
        ("", "camille@bibliotheque.example", "neither"),
    ],
)
def test_mail_at_the_domain_of_the_website_speaks_for_it(world, library, website, mail, verdict):
    library.website = website
    world.camille.emailaddress_set.model.objects.filter(user=world.camille).delete()
    type(world.camille).objects.filter(pk=world.camille.pk).update(email=mail)
    finding = findings(library)["Mail of Camille"]
    assert finding.verdict == verdict
    assert "camille@" not in finding.words


@pytest.mark.parametrize(
    ("about", "fields"),
    [
        ("Same name", {"name": "BIBLIOTHEQUE du coin"}),
        ("Same name", {"name": "La Bibliothèque de coin"}),
        ("Same name", {"name": "Bibliotheques du Coin"}),
        ("Same number", {"charity_number": "123456782RR0002"}),
        ("Same website", {"website": "http://bibliotheque.example/fr"}),
    ],
)
def test_another_of_this_name_number_or_website_is_shown_with_a_link(world, browser, library, about, fields):
    double = another(**fields)
    finding = findings(library)[about]
    assert (finding.others, finding.verdict) == ([double], "bad")
    page = browser(world.odile).get(f"/en/organizations/{library.pk}/verification/").text
    assert f'href="/en/organizations/{double.pk}/verification/"' in page


def test_a_name_of_its_own_says_so(library):
    another(name="Bibliothèque de Gaspé", website="https://facebook.com/a")
    assert findings(library)["Same name or number"].verdict == "good"


@pytest.mark.once
@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Les Amis de l'Érable", "amis ERABLE", True),
        ("Northern Chess Club", "Chess Club (Northern)", True),
        ("Maison du Grand-Orme", "Maison du Grand Orme", True),
        ("Maison du Grand-Orme", "Maison de la Famille", False),
        ("Les", "Les", True),
        ("Fondation A", "Fondation B", False),
        ("!!!", "???", True),
    ],
)
def test_names_that_people_take_for_each_other(one, other, near):
    assert are_near(key_of(one), key_of(other)) is near


@pytest.mark.once
def test_hosts_and_domains():
    assert host_of("https://WWW.Example.org:443/a") == "example.org"
    assert host_of("") == ""
    assert is_shared("sites.google.com")
    assert not is_shared("notfacebook.com")
    assert not are_of_one("badexample.org", "example.org")
