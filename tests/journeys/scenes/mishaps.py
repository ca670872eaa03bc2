"""What goes wrong, and what is empty."""

from http import HTTPStatus

from django.db import OperationalError, connection, transaction
from django.test.client import ClientHandler

from pyjama.calls.deletion import delete_organization
from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.organizations.models import Case


def play(readers, props):
    goes_wrong(readers, props)
    for scene in (leaves_what_people_gave, is_empty):
        with transaction.atomic():
            scene(readers, props)
            transaction.set_rollback(True)


def goes_wrong(readers, props):
    visitor = readers.visitor
    visitor.sees("contributions:address", props.gone.pk, status=HTTPStatus.GONE)
    visitor.sees("offline")
    readers.amina.sees("notifications:read_all", status=HTTPStatus.METHOD_NOT_ALLOWED)
    visitor.sees("pages:call", 10**9, "nothing", status=HTTPStatus.NOT_FOUND)
    readers.theo.sees("admin:auth_group_changelist", status=HTTPStatus.FORBIDDEN)
    readers.newcomer(host="elsewhere.example").sees("pages:home", status=HTTPStatus.BAD_REQUEST)
    keyless = readers.newcomer(site=ClientHandler(enforce_csrf_checks=True))
    text = "What somebody typed before the page had been open for too long."
    keyless.sends("account_login", status=HTTPStatus.FORBIDDEN, body=text)
    unlucky, call = readers.newcomer(raises=False), props.call("menu")
    with connection.execute_wrapper(gone):
        unlucky.sends("pages:call", call.pk, call.slug, status=HTTPStatus.SERVICE_UNAVAILABLE, body=text)


def leaves_what_people_gave(readers, props):
    """An organization that its owner deleted; who was invited there opens the link, and its editor her news."""
    refuge = props.organization("refuge")
    refuge.calls.unsettled().delete()
    readers.marc.does("organizations:act_as", organization=refuge.pk)
    delete_organization(organization=refuge, owner=readers.chloe.person)
    visitor, finished = readers.visitor, refuge.calls.finished().first()
    visitor.sees("pages:organization", refuge.pk, refuge.slug, status=HTTPStatus.GONE)
    visitor.sees("pages:call", finished.pk, finished.slug)
    readers.nour.sees("organizations:invitation", props.invitation, status=HTTPStatus.GONE)
    readers.marc.sees("notifications:list")
    readers.marc.does("organizations:act_as")


def gone(*_):
    raise OperationalError("the database is gone")


def is_empty(readers, props):
    """A site on its first day: nobody asks, nothing waits."""
    Call.objects.update(state=Call.State.DRAFT)
    Case.objects.open().update(decided_at=clock.now())
    readers.visitor.sees("pages:home")
    readers.visitor.sees("pages:calls")
    readers.visitor.sees("pages:changed")
    readers.odile.sees("pages:review")
