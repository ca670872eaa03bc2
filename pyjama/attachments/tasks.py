from pyjama.attachments import actions
from pyjama.core.schedule import every


@every(hours=1)
def erase_forgotten():
    actions.erase_forgotten()


@every(days=1)
def erase_orphans():
    actions.erase_orphans()


@every(minutes=1)
def draw_light_versions():
    actions.draw_light_versions()
