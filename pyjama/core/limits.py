"""How often anybody may do a thing, and why: the one table of the whole site, shown in docs/operating/limits.md.

Most are counted in the rows that the thing leaves behind, so that no counter can be lost; those of signing in are counted
by the library, before a password is hashed. An honest person in a hurry stays far below each of them.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pyjama.core import clock
from pyjama.core.questions import Question
from pyjama.core.refusals import Refused

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST_DAY = DAY
# How the library that signs people in writes a time, and whom it counts (its `ip` is the /64 in IPv6).
LETTERS = {timedelta(seconds=10): "10s", MINUTE: "m", 5 * MINUTE: "5m", HOUR: "h", DAY: "d"}


class Whom(StrEnum):
    """Of whom the acts are counted together."""

    PERSON = "one person"
    NEWCOMER = "one person in her first day"
    TEAM = "one organization"
    SITE = "the whole site"
    NETWORK = "one network (an IPv4 address, an IPv6 /64)"
    ADDRESS = "one e-mail address"


SCOPES = {Whom.NETWORK: "ip", Whom.ADDRESS: "key", Whom.PERSON: "user"}


class TooOften(Refused):
    """Refused until a moment (`until`, an aware datetime): a page says so with status 429 (RFC 6585, section 4)."""

    def __init__(self, until):
        words = _("That is a lot in a short time. Have a cup of tea: you can go on %(when)s. Your text stays here.")
        super().__init__(words % {"when": when(until)})
        self.until = until


def when(moment):
    """How soon a moment is, in the words of a sentence."""
    minutes = max(1, round((moment - clock.now()) / MINUTE))
    if minutes < HOUR / MINUTE:
        return _("in %(number)d min") % {"number": minutes}
    here = localtime(moment)
    words = _("today at %(time)s") if here.date() == clock.today() else _("tomorrow at %(time)s")
    return words % {"time": here.strftime("%H:%M")}


class Limit(NamedTuple):
    """At most `acts` in the last `period` (a timedelta), of `whom` together; `what` and `why` are for who runs the site."""

    name: str
    acts: int
    period: timedelta
    whom: Whom
    what: str
    why: str

    def refuse_beyond(self, rows, moment):
        """Refuse when `rows`, a queryset, already has that many whose `moment` field lies within the period."""
        self.refuse_after(self.oldest(rows, moment, *self.around()))

    def around(self):
        """Since when acts count, and until when.

        What lies farther ahead was done before the clock went back: it holds nobody up until the clock is there again.
        """
        return clock.now() - self.period, clock.now() + self.period

    def oldest(self, rows, moment, since, until):
        """The moment of the oldest of as many of `rows` as may be, the newest of them: none where there are fewer."""
        recent = rows.filter(**{f"{moment}__gt": since, f"{moment}__lt": until}).order_by(f"-{moment}")
        return recent.values_list(moment)[self.acts - 1 : self.acts]

    def refuse_after(self, oldest):
        """Refuse where there is an `oldest`: once it is old enough, there is room for one."""
        for (moment,) in oldest:
            raise TooOften(moment + self.period)


TABLE = [
    # Writing
    Limit("contributions", 20, 10 * MINUTE, Whom.PERSON, "contributions and replies", "Nobody thinks that fast."),
    Limit("votes", 100, 10 * MINUTE, Whom.PERSON, "useful votes", "One reads before one votes."),
    Limit("readings", 30, HOUR, Whom.PERSON, "readings of drafts", "A reading takes its minute."),
    Limit("drafts", 20, DAY, Whom.PERSON, "calls begun", "A team sorts what it asks for."),
    Limit("uploads", 100, DAY, Whom.PERSON, "files sent", "The disk is everybody's."),
    # The first day
    Limit("first_contributions", 20, DAY, Whom.NEWCOMER, "contributions and replies", "Who sells leaves the same day."),
    Limit("first_links", 3, DAY, Whom.NEWCOMER, "contributions with a link", "Links are what spam is for."),
    Limit("first_uploads", 10, DAY, Whom.NEWCOMER, "files sent", "A picture is looked at one by one."),
    Limit("first_votes", 40, DAY, Whom.NEWCOMER, "useful votes", "Accounts made to vote change what is seen."),
    Limit("first_reports", 5, DAY, Whom.NEWCOMER, "reports", "Ten new accounts cannot make somebody's words vanish."),
    # Reporting
    Limit("reports", 20, DAY, Whom.PERSON, "reports", "Moderators read each."),
    Limit("guest_reports", 10, DAY, Whom.NETWORK, "reports without an account", "Moderators read each."),
    # Without an account, or with one of today
    Limit("guest_texts", 30, HOUR, Whom.NETWORK, "texts without an account", "A classroom fits in; a script does not."),
    Limit("newcomer_texts", 60, HOUR, Whom.NETWORK, "texts of accounts of today", "The same, with accounts."),
    # Public before a moderator has read: of people of the last thirty days, by network (decision 0068)
    Limit("network_texts", 6, DAY, Whom.NETWORK, "newcomers' texts public at once", "A family, an office."),
    Limit("site_texts", 30, DAY, Whom.SITE, "such texts beyond that", "A class fits in; three networks of spam show 48."),
    Limit("texts_for_good", 10, DAY, Whom.NETWORK, "more for each of those found good", "Somebody vouches for it."),
    # Mail that somebody else may have asked for
    Limit("letters_an_hour", 1, HOUR, Whom.ADDRESS, "links to publish what one wrote", "Nobody's mailbox is a target."),
    Limit("letters_a_day", 3, DAY, Whom.ADDRESS, "links to publish what one wrote", "Nobody's mailbox is a target."),
    Limit("letters_of_network", 20, HOUR, Whom.NETWORK, "links to publish what one wrote", "Our mail is no cannon."),
    Limit("answers_by_mail", 5, DAY, Whom.ADDRESS, "answers to what came by mail", "Two programs may write to each other."),
    Limit("invitations", 20, DAY, Whom.TEAM, "invitations", "Teams are small; address books are not ours."),
    Limit("invitations_to_address", 3, DAY, Whom.ADDRESS, "invitations", "Nobody's mailbox is a target."),
    Limit("sponsor_links", 3, HOUR, Whom.ADDRESS, "links to the sponsor's report", "Nobody's mailbox is a target."),
    # Organizations
    Limit("registrations", 5, DAY, Whom.PERSON, "organizations registered", "A person looks at each."),
    Limit("answers_to_moderators", 20, DAY, Whom.TEAM, "answers about a verification", "A person reads each."),
    # Signing in and the account
    Limit("signup", 20, MINUTE, Whom.NETWORK, "sign-ups", "A workshop signs up at once; a script does not stop."),
    Limit("signup", 100, HOUR, Whom.NETWORK, "sign-ups", "The same, for longer."),
    Limit("confirm_email", 1, timedelta(seconds=10), Whom.ADDRESS, "codes to confirm it", "A double click."),
    Limit("confirm_email", 5, HOUR, Whom.ADDRESS, "codes to confirm it", "Nobody's mailbox is a target."),
    Limit("login", 30, MINUTE, Whom.NETWORK, "tries to sign in", "Before anything is hashed, which is costly."),
    Limit("login_failed", 10, MINUTE, Whom.NETWORK, "wrong passwords", "Many accounts tried from one place."),
    Limit("login_failed", 20, HOUR, Whom.NETWORK, "wrong passwords", "The same, slowly."),
    Limit("login_failed", 5, 5 * MINUTE, Whom.ADDRESS, "wrong passwords", "One account tried from many places."),
    Limit("login_failed", 10, HOUR, Whom.ADDRESS, "wrong passwords", "The same, slowly; a mailed code still opens."),
    Limit("request_login_code", 20, MINUTE, Whom.NETWORK, "codes to sign in", "Our mail is no cannon."),
    Limit("request_login_code", 3, MINUTE, Whom.ADDRESS, "codes to sign in", "Nobody's mailbox is a target."),
    Limit("request_login_code", 10, HOUR, Whom.ADDRESS, "codes to sign in", "The same, slowly."),
    Limit("reauthenticate", 10, MINUTE, Whom.PERSON, "proofs that it is her", "Whoever sits at an open session may guess."),
    Limit("passkey_question", 30, MINUTE, Whom.NETWORK, "questions to a passkey", "Each leaves a row."),
    Limit("webauthn_login", 30, MINUTE, Whom.NETWORK, "passkeys shown to sign in", "Each is checked, which costs."),
    Limit("webauthn_login", 200, HOUR, Whom.NETWORK, "passkeys shown to sign in", "The same, slowly."),
    Limit("mail_code", 3, MINUTE, Whom.PERSON, "codes that prove it is her", "Nobody's mailbox is a target."),
    Limit("mail_code", 10, HOUR, Whom.PERSON, "codes that prove it is her", "The same, slowly."),
    Limit("try_address", 3, DAY, Whom.PERSON, "new tries of an address that failed", "Mail servers remember who insists."),
    Limit("change_email", 3, MINUTE, Whom.PERSON, "changes of address", "Our mail is no cannon."),
    Limit("change_email", 10, DAY, Whom.PERSON, "changes of address", "The same, slowly."),
    Limit("change_email", 3, DAY, Whom.ADDRESS, "changes to it", "Nobody's mailbox is a target."),
    Limit("change_password", 5, MINUTE, Whom.PERSON, "changes of password", "Each is hashed, which is costly."),
]
LIMITS = {limit.name: limit for limit in TABLE}


class Pace:
    """The Limit of a name on what one person leaves behind, asked as a Question: `rows` finds it by her number."""

    def __init__(self, name, rows, moment):
        self.name, self.rows, self.moment = name, rows, moment
        self.question = cache(self.question_of)

    def question_of(self, limit):
        def oldest(whose: int, since: datetime, until: datetime):
            return limit.oldest(self.rows(whose), self.moment, since, until)

        return Question(oldest)

    def refuse_beyond(self, person):
        """Refuse as the Limit says."""
        limit = LIMITS[self.name]
        limit.refuse_after(self.question(limit).ask(person.pk, *limit.around()))


def is_in_first_day(person):
    """Say whether an account is of today: younger than 24 hours."""
    return timedelta(0) <= clock.now() - person.joined_at < FIRST_DAY


def refuse_newcomer_beyond(name, person, rows, moment):
    """Refuse as a Limit of this name says, in a person's first day only."""
    if is_in_first_day(person):
        LIMITS[name].refuse_beyond(rows, moment)


def rates(*names):
    """The limits of these names as django-allauth wants them: a dict of str, such as `20/m/ip,100/h/ip`."""
    return {
        name: ",".join(f"{limit.acts}/{LETTERS[limit.period]}/{SCOPES[limit.whom]}" for limit in TABLE if limit.name == name)
        for name in names
    }


def as_markdown():
    """The table as docs/operating/limits.md shows it: a list of lines."""
    rows = [f"| {limit.what} | {limit.acts} | {spoken(limit.period)} | {limit.whom} | {limit.why} |" for limit in TABLE]
    return ["| what | at most | in | of | why |", "|---|---|---|---|---|", *rows]


def spoken(period):
    """A time in English words."""
    for unit, word in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if period >= unit:
            number = period // unit
            return f"a{'n' if word == 'hour' else ''} {word}" if number == 1 else f"{number} {word}s"
    return f"{period.seconds} seconds"
