from django.utils.translation import get_language

from pyjama.accounts.models import Consent, Edition
from pyjama.accounts.wordings import POLICIES, WORDINGS


def note_consent(*, person, choices, version, way, channel=""):
    """Write down what somebody agreed to (True) or withdrew (False), in the transaction of what follows from it.

    `choices` is a dict of purposes and bools; a purpose or channel that has a `label` is quoted by it, as she read it.
    `version` names the words on her screen (wordings.py), `way` is a Consent.Way.
    """
    Consent.objects.bulk_create(
        Consent(
            person=person,
            purpose=purpose,
            channel=channel,
            is_given=is_given,
            version=version,
            words=WORDINGS[version].said(what=_called(purpose), how=_called(channel), box="☑" if is_given else "☐"),
            language=get_language(),
            way=way,
        )
        for purpose, is_given in choices.items()
    )


def note_policies(*, person):
    """Write down that somebody who makes her account accepts the policies, in the versions that are in force."""
    editions = filter(None, map(Edition.objects.newest, Edition.Policy))
    versions = ", ".join(f"{edition.get_policy_display()} {edition.version}" for edition in editions)
    Consent.objects.create(
        person=person,
        purpose="policies",
        is_given=True,
        version=POLICIES,
        words=WORDINGS[POLICIES].said(what=versions),
        language=get_language(),
        way=Consent.Way.SIGN_UP,
    )


def _called(choice):
    return str(getattr(choice, "label", choice))
