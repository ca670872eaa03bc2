"""The log of what staff does: written by the actions, and for views by one middleware."""

from pyjama.moderation.models import StaffAct


def note_act(*, staff, kind, about, detail=""):
    """Write that a member of staff (User) did something (StaffAct.Kind) about a saved row; `detail` is a word of a list."""
    return StaffAct.objects.create(
        staff=staff.pk, kind=kind, about=about._meta.label_lower, object_id=about.pk, detail=str(detail)
    )


def note_view(*, staff, kind, about, object_id=None, detail=""):
    """Write that a member of staff looked at something: `about` is a model by its label (str)."""
    return StaffAct.objects.create(staff=staff.pk, kind=kind, about=about, object_id=object_id, detail=detail)
