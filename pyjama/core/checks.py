"""What `check` and `check --deploy` refuse: an installation that would be unsafe or dishonest."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection

from pyjama.core.sqlite.base import is_sound


@register(Tags.database)
def sqlite_is_sound(app_configs, **options):
    """SQLite before 3.51.3 can corrupt a database in WAL mode (docs/decisions/0003)."""
    if connection.vendor != "sqlite":
        return []
    version = connection.Database.sqlite_version_info
    if is_sound(version):
        return []
    hint = "Install the pysqlite3 package, a newer SQLite, or use PostgreSQL."
    return [Warning(f"SQLite {'.'.join(map(str, version))} can corrupt databases.", hint=hint, id="pyjama.W001")]


@register(Tags.security, deploy=True)
def demo_is_off(app_configs, **options):
    if not settings.DEMO:
        return []
    return [Error("PYJAMA_DEMO shows everybody's mail to everybody.", hint="Unset it.", id="pyjama.E001")]


@register(Tags.security, deploy=True)
def addresses_are_real(app_configs, **options):
    """Mail and links name the site: they must carry its public address, over TLS."""
    if settings.IS_OVER_TLS:
        return []
    return [Error("SITE_URL must be the public address and begin with https://.", id="pyjama.E002")]


@register(Tags.security, deploy=True)
def operator_can_be_reached(app_configs, **options):
    """Canada's anti-spam law asks for a postal address in each mail."""
    if settings.POSTAL_ADDRESS:
        return []
    return [Error("POSTAL_ADDRESS is missing: every mail must carry one.", id="pyjama.E003")]


@register(Tags.security, deploy=True)
def operator_can_be_written_to(app_configs, **options):
    """The same law (CASL, s. 6(2)(b)) asks how its sender is contacted: an address that somebody reads, not a guess."""
    if settings.HAS_CONTACT_EMAIL and is_address(settings.CONTACT_EMAIL):
        return []
    hint = "Give an address that somebody reads: it stands in every mail, and answers to mail go there."
    return [Error("CONTACT_EMAIL is missing, or is no address.", hint=hint, id="pyjama.E015")]


def is_address(text):
    """Say whether a text is an e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


@register(Tags.security, deploy=True)
def privacy_has_an_officer(app_configs, **options):
    """Quebec's Law 25 (P-39.1, s. 3.1) asks that the site name who is in charge of protecting personal information."""
    if settings.PRIVACY_OFFICER:
        return []
    hint = "Give a name and a title: they stand on the privacy page."
    return [Error("PRIVACY_OFFICER is missing: the privacy page must name one.", hint=hint, id="pyjama.E004")]


@register(Tags.security, deploy=True)
def source_code_is_offered(app_configs, **options):
    """The licence asks that whoever uses the site over a network can have its source code (AGPL, section 13)."""
    if settings.SOURCE_URL:
        return []
    hint = "Give the address where people find the code that you run."
    return [Error("SOURCE_URL is missing: every page must lead to the source code.", hint=hint, id="pyjama.E005")]
