"""The organizations of a crowd, each with its team and its calls."""

from datetime import timedelta
from random import Random

from pyjama.calls.models import DAYS_TO_SORT, MOST_WAITING_FOR_OUTCOME, Call
from pyjama.contributions.models import Contribution
from pyjama.contributions.record import HOUR
from pyjama.organizations.models import Membership, Organization
from pyjama.outcomes.models import Outcome
from pyjama.topics.models import MINUTES
from pyjama.world.crowd.people import YEARS, somebody
from pyjama.world.crowd.threads import Thread
from pyjama.world.crowd.words import CITIES, asked, organization_name, questions, text

TEAM, CAUSES, SKILLS = [1, 1, 2, 3], [1, 1, 2, 3], [0, 0, 1, 1, 2]
# How often a closed call stays without its outcome for ever.
LAPSED = 0.1
NO_BREAK = "\N{NO-BREAK SPACE}"
MOST_FOLLOWERS = 200
OPEN_DAYS, SORTING, ENOUGH = [7, 14, 14, 21, 30], timedelta(days=DAYS_TO_SORT), [5, 10, 10, 20]
State = Call.State


def add_organization(crowd, number, received):
    """Add the organization with this number and its calls: one for each of `received`, its contributions (int)."""
    chance = Random(f"organization {number}")
    language, states = chance.choice(["fr", "en"]), states_of(chance, len(received))
    city, province = chance.choice(CITIES)
    mission, _html = text(chance, language, questions, 1)
    since = crowd.now - YEARS
    organization = crowd.tables.organizations.add(
        name=organization_name(language, number),
        **{f"mission_{language}": mission},
        city=city,
        province=province,
        status=Organization.Status.VERIFIED,
        registered_at=since,
        decided_at=since,
        calls_finished=states.count(State.FINISHED),
        calls_lapsed=states.count(State.LAPSED),
    )
    for cause in chance.sample(crowd.causes, chance.choice(CAUSES)):
        crowd.tables.causes.add(organization_id=organization, cause_id=cause)
    team, waits = add_team(crowd, chance, organization, since), []
    for follower in sorted({somebody(crowd, chance) for _ in range(min(int(chance.paretovariate(0.8)), MOST_FOLLOWERS))}):
        crowd.follow(follower, Organization, organization, since)
    for place, (state, contributions) in enumerate(zip(states, received, strict=True)):
        dates = dates_of(crowd, chance, state, place / len(received))
        thread = add_call(crowd, chance, (organization, team, language), contributions, {"state": state} | dates)
        waits += thread.waits if state in (State.FINISHED, State.LAPSED) else []
    crowd.tables.organizations.change(organization, reaction_hours=median_hours(waits))


def median_hours(waits):
    """The hours within which half of them are over, as `contributions.record` counts; None where half had no reaction."""
    known, middle = sorted(wait for wait in waits if wait is not None), (len(waits) - 1) // 2
    return round(known[middle].total_seconds() / HOUR) if waits and middle < len(known) else None


def add_team(crowd, chance, organization, since):
    """Add its owner and perhaps editors, and return them (a list)."""
    team = list({somebody(crowd, chance): None for _ in range(chance.choice(TEAM))})
    for place, person in enumerate(team):
        role = Membership.Role.EDITOR if place else Membership.Role.OWNER
        crowd.tables.memberships.add(organization_id=organization, person_id=person, role=role, joined_at=since)
    return team


def states_of(chance, number):
    """The states of an organization's calls, the newest first: one or two open, as many waiting as may, the rest over."""
    newest = [State.OPEN] * chance.choice([0, 1, 1, 2]) + [State.SORTING] * chance.randint(0, MOST_WAITING_FOR_OUTCOME)
    over = [State.LAPSED if chance.random() < LAPSED else State.FINISHED for _ in range(number)]
    return [*newest, *over][:number]


def dates_of(crowd, chance, state, age):
    """When a call in that state was published and came to its end, by the names of its fields; `age` goes from 0 to 1."""
    length, late = timedelta(days=chance.choice(OPEN_DAYS)), chance.random() * 0.9
    published = crowd.now - {
        State.OPEN: length * late,
        State.SORTING: length + SORTING * late,
    }.get(state, length + SORTING + YEARS * 0.9 * age)
    closes = published + length
    return {
        "created_at": published,
        "saved_at": published,
        "published_at": published,
        "closes_at": closes,
        "closed_at": None if state == State.OPEN else closes,
        "finished_at": closes + SORTING * late if state == State.FINISHED else None,
        "lapsed_at": closes + SORTING if state == State.LAPSED else None,
    }


def add_call(crowd, chance, host, contributions, life):
    """Add a call and its outcome, and return its thread. `host`: organization, team, language; `life`: state, dates."""
    organization, team, language = host
    thread = Thread(crowd, chance, contributions, team)
    title, wanted = asked(chance, language)
    body, html = text(chance, language, questions, 3)
    call = crowd.tables.calls.add(
        organization_id=organization,
        author_id=team[0],
        kind=chance.choice(Call.Kind.values),
        title=title,
        body=f"{wanted}\n\n{body}",
        body_html=f"<p>{wanted.replace(NO_BREAK, '&nbsp;')}</p>\n{html}",
        language=language,
        minutes=chance.choice(MINUTES)[0],
        enough=chance.choice(ENOUGH),
        contribution_count=thread.answers,
        **life,
    )
    for skill in chance.sample(crowd.skills, chance.choice(SKILLS)):
        crowd.tables.skills.add(call_id=call, skill_id=skill)
    thread.grow(call, language, life)
    if life["finished_at"]:
        add_outcome(crowd, chance, (call, team[0], language), life["finished_at"], thread)
    return thread


def add_outcome(crowd, chance, host, moment, thread):
    """Add what the help with a call changed, and tell it to who gave something."""
    call, author, language = host
    body, html = text(chance, language, questions, 2)
    outcome = crowd.tables.outcomes.add(
        call_id=call, author_id=author, body=body, body_html=html, language=language, written_at=moment, published_at=moment
    )
    for person, given in sorted(thread.credits.items()):
        facts = {"credits": [credit for credit in Contribution.Credit.values if credit in given]}
        crowd.tell(chance, person, "outcome", (Outcome, outcome), moment, facts=facts)
    for person in thread.followers:
        if person not in thread.credits:
            crowd.tell(chance, person, "followed_outcome", (Outcome, outcome), moment)
