"""What goes wrong, and what is empty."""

from http import HTTPStatus

from django.db import OperationalError, connection, transaction
from django.test.client import ClientHandler

from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.organizations.models import Case


def play(readers, props):
    goes_wrong(readers, props)
    with transaction.atomic():
        is_empty(readers)
        transaction.set_rollback(True)


def goes_wrong(readers, props):
    visitor = readers.visitor
    visitor.sees("contributions:address", props.gone.pk, status=HTTPStatus.GONE)
    visitor.sees("offline")
    visitor.sees("pages:call", 10**9, "nothing", status=HTTPStatus.NOT_FOUND)
    readers.theo.sees("admin:auth_group_changelist", status=HTTPStatus.FORBIDDEN)
    readers.newcomer(host="elsewhere.example").sees("pages:home", status=HTTPStatus.BAD_REQUEST)
    keyless = readers.newcomer(site=ClientHandler(enforce_csrf_checks=True))
    text = "What somebody typed before the page had been open for too long."
    keyless.sends("account_login", status=HTTPStatus.FORBIDDEN, body=text)
    unlucky = readers.newcomer(raises=False)
    with connection.execute_wrapper(gone):
        unlucky.sees("calls:list", status=HTTPStatus.INTERNAL_SERVER_ERROR)


def gone(*_):
    raise OperationalError("the database is gone")


def is_empty(readers):
    """A site on its first day: nobody asks, nothing waits."""
    Call.objects.update(state=Call.State.DRAFT)
    Case.objects.open().update(decided_at=clock.now())
    readers.visitor.sees("pages:home")
    readers.visitor.sees("calls:list")
    readers.visitor.sees("pages:changed")
    readers.odile.sees("pages:review")
