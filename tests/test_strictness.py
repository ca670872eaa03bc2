"""What a careless page would do silently fails the suite: each trap of config/settings_test.py is sprung here."""

import warnings

import pytest
import zeal
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import path

from pyjama.calls.models import Call
from pyjama.core.testing import ReadOnlyGetMiddleware, WroteOnGet

# The addresses of a site whose author forgot to say who may come in.
urlpatterns = [path("unsaid/", lambda request: HttpResponse("secret"))]


def ask(method, view):
    """Send a request of that method to a view, through the middleware that the suite adds."""
    return ReadOnlyGetMiddleware(view)(getattr(RequestFactory(), method)("/"))


def page_that_counts_its_readers(request):
    Call.objects.update(version=2)
    return HttpResponse()


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_page_that_writes_when_it_is_looked_at_fails(world, method):
    with pytest.raises(WroteOnGet):
        ask(method, page_that_counts_its_readers)


def test_a_page_that_writes_when_it_is_sent_something_passes(world):
    assert ask("post", page_that_counts_its_readers).status_code == 200


@pytest.mark.parametrize(
    "statement",
    [
        "insert into calls_call default values",
        "  DELETE from calls_call",
        "/* x */ UPDATE calls_call SET version = 2",
        "WITH x AS (SELECT 1) DELETE FROM calls_call",
    ],
)
def test_writes_are_known_however_they_begin(world, statement):
    def page(request):
        with connection.cursor() as cursor:
            cursor.execute(statement)

    with pytest.raises(WroteOnGet):
        ask("get", page)


def test_what_a_page_reads_is_not_a_write(world):
    assert ask("get", lambda request: HttpResponse(Call.objects.count())).content.isdigit()


@pytest.mark.parametrize(
    "source", ["{{ nothing }}", "{{ call.nothing }}", "{{ nothing|default:'x' }}", "{% include missing %}"]
)
def test_a_variable_that_does_not_exist_fails(source):
    with pytest.raises(LookupError):
        Template(source).render(Context({"call": Call()}))


def test_a_question_about_a_variable_that_does_not_exist_passes():
    assert Template("{% if nothing %}a{% else %}b{% endif %}").render(Context()) == "b"


def test_a_warning_fails():
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


@pytest.mark.once
def test_a_query_for_each_row_fails(world):
    with zeal.zeal_context(), pytest.raises(zeal.errors.NPlusOneError):
        [call.organization.name for call in Call.objects.all()]


@pytest.mark.once
def test_a_list_that_fetches_with_its_rows_what_it_shows_passes(world):
    with zeal.zeal_context():
        assert [call.organization.name for call in Call.objects.select_related("organization")]


@pytest.mark.once
def test_a_page_is_watched_for_queries_of_each_row(world, settings):
    assert "zeal.middleware.zeal_middleware" in settings.MIDDLEWARE
    assert settings.ZEAL_RAISE


def test_the_database_itself_refuses_a_row_that_cannot_be(world):
    with pytest.raises(DatabaseError):
        Call.objects.update(title="")


def test_a_view_that_does_not_say_it_is_public_is_closed(browser, settings):
    settings.ROOT_URLCONF, settings.LOGIN_URL = __name__, "/sign-in/"
    assert browser().get("/unsaid/").url == "/sign-in/?next=/unsaid/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "next"])
def test_what_a_test_commits_is_undone_for_the_next(world, turn):
    assert world.call("menu")
    Call.objects.update(title="Committed")
    assert not Call.objects.exclude(title="Committed").exists()
