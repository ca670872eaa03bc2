"""A polite no."""


class Refused(Exception):
    """What a person asked for cannot be done; the message is a sentence for her, in her language.

    Raised by actions, before anything is written. A form shows it above its fields and keeps what was typed
    (`pyjama.core.forms.Form.refusals`); anywhere else it becomes a page with status 409 (`RefusalMiddleware`), which shows
    the `ways` out: pairs of words (str) and an address of ours.
    """

    def __init__(self, message, ways=()):
        super().__init__(message)
        self.ways = ways


class Overtaken(Refused):
    """Somebody else saved the row since this person opened it: she must see both texts before she decides.

    `current` is the row as it was saved, with a `version` that counts its saves.
    """

    def __init__(self, message, current):
        super().__init__(message)
        self.current = current
