from pyjama.calls.previews import call
from pyjama.notifications.models import Kind
from pyjama.notifications.previews import example


@example(Kind.CLARITY, leads_to=("clarity:desk", 0))
def draft():
    return call(), ""
