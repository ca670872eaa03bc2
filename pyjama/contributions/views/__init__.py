from pyjama.contributions.views.by_mail import stop_replies
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
    "stop_replies",
    "throw_away",
    "useful",
    "withdraw",
]
