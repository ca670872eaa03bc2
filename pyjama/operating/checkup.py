"""What `doctor` looks at besides the vitals: what takes longer, or asks others."""

import os
import platform
import subprocess
from pathlib import Path
from shutil import which
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, build_opener

import django
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core import checks
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import mailers
from django.db import DatabaseError, connection

from pyjama.core import replica
from pyjama.core.gathering import are_stale
from pyjama.core.sqlite.base import is_sound
from pyjama.operating.vitals import ERROR, QUICK, WARNING, Finding, looked_at

PATIENCE = 5
OLDEST_POSTGRESQL = (15,)
# More than what is on its way at a busy moment, in bytes.
FAR_BEHIND = 16 * 2**20


def examined():
    """All that doctor looks at (list of Finding), the settings last, each of their faults by itself."""
    return [*looked_at([versions, *QUICK, system_clock, static_files, replica_follows, bucket, mail, proxy]), *of_settings()]


def versions():
    """What it runs on, and whether that is known to corrupt a database (docs/decisions/0003)."""
    number = connection.get_database_version() if connection.vendor == "postgresql" else sqlite_version()
    name = f"{'PostgreSQL' if connection.vendor == 'postgresql' else 'SQLite'} {'.'.join(map(str, number))}"
    says = f"Python {platform.python_version()}, Django {django.get_version()}, {name}"
    if connection.vendor == "sqlite" and not is_sound(number):
        return Finding("versions", ERROR, "unsound_sqlite", f"{says}: this SQLite can corrupt data. Install pysqlite3.")
    if connection.vendor == "postgresql" and number < OLDEST_POSTGRESQL:
        return Finding("versions", ERROR, "old_postgresql", f"{says}: PostgreSQL must be 15 or newer.")
    return Finding("versions", says=f"{says}.")


def sqlite_version():
    return connection.Database.sqlite_version_info


def system_clock():
    """Whether the system keeps its clock right, where it can be asked."""
    if not (program := which("timedatectl")):
        return Finding("time_service", word="unknown", says="Whether the clock is kept right cannot be asked here.")
    command = [program, "show", "--property=NTPSynchronized", "--value"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False).stdout.strip()  # noqa: S603
    if said == "no":
        return Finding("time_service", WARNING, "off", "Nothing keeps the clock of this machine right: turn NTP on.")
    return Finding("time_service", says="The clock of this machine is kept right, or it does not know.")


def static_files():
    """Whether styles and scripts were collected, after the last change."""
    path = Path(staticfiles_storage.path(staticfiles_storage.manifest_name))
    if not path.exists():
        return Finding("static_files", ERROR, "missing", "Styles and scripts are missing: run manage.py collectstatic.")
    if are_stale():
        return Finding("static_files", WARNING, "old", "Styles and scripts changed since: run manage.py collectstatic.")
    return Finding("static_files", says="Styles and scripts are collected.")


def replica_follows():
    """Whether the replica, where there is one, can be read from, and how far it is behind."""
    if not replica.is_there():
        return Finding("replica", says="All is read where it is written.")
    try:
        behind = replica.bytes_behind()
    except DatabaseError as error:
        says = f"The replica does not answer ({type(error).__name__}): all is read from the primary."
        return Finding("replica", WARNING, "away", says)
    if behind is None:
        return Finding(
            "replica", WARNING, "no_replica", "DATABASE_REPLICA_URL follows nobody: all is read from the primary."
        )
    if behind > FAR_BEHIND:
        says = f"The replica is {behind // 2**20} MB behind: all is read from the primary."
        return Finding("replica", WARNING, "behind", says)
    return Finding("replica", says="The replica follows.")


def bucket():
    """Whether the bucket of files, where there is one, takes a file in and gives it back."""
    if not settings.FILES_BUCKET:
        return Finding("files", says="The files of people are in DATA_DIR.")
    try:
        name = storages["private"].save("doctor", ContentFile(b"."))
        with storages["private"].open(name) as file:
            file.read()
        storages["private"].delete(name)
    except OSError as error:
        says = f"The bucket of files does not answer, or refuses: see the FILES_ settings. {error}"
        return Finding("files", ERROR, "unreachable", says)
    return Finding("files", says="The bucket of files takes files in; backups do not have them, its own versions do.")


def mail():
    """Whether the mail server answers, and takes the name and password; no message is sent."""
    mailer = mailers["delivery"]
    if hasattr(mailer, "timeout"):
        mailer.timeout = PATIENCE
    try:
        mailer.open()
        mailer.close()
    except Exception as error:
        says = f"The mail server cannot be reached, or lets nobody in ({type(error).__name__}): see the MAIL_ settings."
        return Finding("mail", ERROR, "unreachable", says)
    return Finding("mail", says="The mail server answers.")


class Unfollowed(HTTPRedirectHandler):
    """A redirection is an answer, not a way to go."""

    def redirect_request(self, *_arguments):
        return None


def proxy():
    """Whether the public address leads here, and whether the web server in front says what it must."""
    if not settings.IS_OVER_TLS:
        return Finding("proxy", WARNING, "no_tls", "SITE_URL is not https://: this is no public site.")
    address = f"{settings.SITE_URL}/healthz/live"
    try:
        with build_opener(Unfollowed).open(address, timeout=PATIENCE) as answer:
            return answered(answer.read(100))
    except HTTPError as error:
        if error.headers.get("Location") == address:
            says = "The site does not learn that TLS is spoken: see TRUSTED_PROXIES, and X-Forwarded-Proto in the proxy."
            return Finding("proxy", ERROR, "loop", says)
        return Finding("proxy", ERROR, "wrong", f"{address} answers {error.code}.")
    except (URLError, OSError) as error:
        return Finding("proxy", ERROR, "unreachable", f"{address} does not answer ({type(error).__name__}).")


def answered(body):
    if b'"live"' not in body:
        return Finding("proxy", ERROR, "wrong", f"Another site answers at {settings.SITE_URL}.")
    if not os.environ.get("TRUSTED_PROXIES"):
        says = "TRUSTED_PROXIES is empty: all visitors look like one, who soon has no tries left."
        return Finding("proxy", WARNING, "untrusted", says)
    return Finding("proxy", says=f"{settings.SITE_URL} leads here.")


def of_settings():
    """What `check --deploy` says (list of Finding); the settings are right where it says nothing."""
    try:
        found = checks.run_checks(include_deployment_checks=True, databases=["default"])
    except DatabaseError as error:
        return [Finding("settings", ERROR, "failed", f"This could not be looked at: {type(error).__name__}.")]
    said = [message for message in found if not message.is_silenced() and message.level >= checks.WARNING]
    if not said:
        return [Finding("settings", says="The settings are right.")]
    return [of_message(message) for message in said]


def of_message(message):
    level = ERROR if message.level >= checks.ERROR else WARNING
    return Finding("settings", level, message.id, " ".join(filter(None, [message.msg, message.hint])).replace("\n", " "))
