"""A message as the reply it becomes: through the very form, checks and action of the page."""

from uuid import UUID

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from pyjama.contributions.actions import look_at, post_contribution
from pyjama.contributions.by_mail import tokens
from pyjama.contributions.forms import ReplyForm
from pyjama.contributions.models import Contribution
from pyjama.core.refusals import Refused
from pyjama.mail.inbound.files import files_of
from pyjama.moderation.rules import is_newcomer


def post_reply(incoming, person, words):
    """Post what a person wrote by mail (`words`, str) as her reply to what her mail told her of; Refused with why not.

    The key of the message is that of the form: read twice, it is posted once.
    """
    parent = parent_of(tokens.read(incoming.tag), person)
    data = QueryDict(mutable=True)
    data.update({"body": words, "language": person.language, "submission_key": str(UUID(incoming.key[:32]))})
    attach(data, person, parent, files_of(incoming.message))
    form = ReplyForm(data, owner=person, parent=parent)
    refuse_wrong(form)
    fields = form.cleaned_data | {"whence": whence_of(person)}
    return post_contribution(call=parent.call, author=person, parent=parent, **fields)


def whence_of(person):
    """From where somebody writes who has just arrived (a Whence), or None; of mail, only the host is known."""
    return look_at(network=f"mail of {person.email.rpartition('@')[2]}") if is_newcomer(person) else None


def parent_of(token, person):
    """The contribution that is replied to: what the mail told of, or what that replies to; refused where it is gone."""
    visible = Contribution.objects.visible_to(person).select_related("call__organization", "author", "parent__author")
    contribution = visible.filter(pk=token.contribution).first()
    parent = contribution and (contribution.parent or contribution)
    if not parent or parent.withdrawn_at:
        raise Refused(_("What you reply to is no longer there."))
    return parent


def attach(data, person, parent, files):
    """Have the form keep some files, and say in `data` (a QueryDict) that they belong to it.

    Nobody can describe a picture by mail: readers are told that, and its author can do it on the page.
    """
    if not files:
        return
    gathering = data.copy()
    gathering["add_files"] = "1"
    form = ReplyForm(gathering, MultiValueDict({"files": files}), owner=person, parent=parent)
    refuse_wrong(form)
    data.setlist("attached", [str(file.pk) for file in form.gathered])
    for file in form.gathered:
        data[f"file-{file.pk}-alternative"] = _("A picture sent by mail, not described yet")


def refuse_wrong(form):
    """Refuse with the sentences of a form that something is wrong with."""
    if form.errors:
        raise Refused(" ".join(dict.fromkeys(sentence for sentences in form.errors.values() for sentence in sentences)))
