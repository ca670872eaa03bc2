from pyjama.contributions.views.contribution import address, edit, former_texts, newer, reply, useful, withdraw
from pyjama.contributions.views.guest import confirm, keep, publish, throw_away

__all__ = [
    "address",
    "confirm",
    "edit",
    "former_texts",
    "keep",
    "newer",
    "publish",
    "reply",
    "throw_away",
    "useful",
    "withdraw",
]
