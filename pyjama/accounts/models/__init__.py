from pyjama.accounts.models.consent import Consent
from pyjama.accounts.models.edition import Edition
from pyjama.accounts.models.email_change import EmailChange
from pyjama.accounts.models.person import User

__all__ = ["Consent", "Edition", "EmailChange", "User"]
