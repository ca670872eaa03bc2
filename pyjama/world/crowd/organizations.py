"""The organizations of a crowd, each with its team and its calls."""

from datetime import timedelta
from random import Random

from pyjama.calls.models import DAYS_TO_SORT, MOST_WAITING_FOR_OUTCOME, Call
from pyjama.organizations.models import Membership, Organization
from pyjama.topics.models import MINUTES
from pyjama.world.crowd.people import YEARS, somebody
from pyjama.world.crowd.threads import Thread
from pyjama.world.crowd.words import CITIES, organization_name, questions, text, titles

TEAM, CAUSES, SKILLS = [1, 1, 2, 3], [1, 1, 2, 3], [0, 0, 1, 1, 2]
# How often a closed call stays without its outcome for ever.
LAPSED = 0.1
OPEN_DAYS, SORTING, ENOUGH = [7, 14, 14, 21, 30], timedelta(days=DAYS_TO_SORT), [5, 10, 10, 20]
LONGEST_TITLE = Call._meta.get_field("title").max_length
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
        reaction_hours=chance.randint(1, 200) if State.FINISHED in states else None,
    )
    for cause in chance.sample(crowd.causes, chance.choice(CAUSES)):
        crowd.tables.causes.add(organization_id=organization, cause_id=cause)
    owner = add_team(crowd, chance, organization, since)
    for place, (state, contributions) in enumerate(zip(states, received, strict=True)):
        dates = dates_of(crowd, chance, state, place / len(received))
        add_call(crowd, chance, (organization, owner, language), contributions, {"state": state} | dates)


def add_team(crowd, chance, organization, since):
    """Add its owner and perhaps editors, and return the owner."""
    team = list({somebody(crowd, chance): None for _ in range(chance.choice(TEAM))})
    for place, person in enumerate(team):
        role = Membership.Role.EDITOR if place else Membership.Role.OWNER
        crowd.tables.memberships.add(organization_id=organization, person_id=person, role=role, joined_at=since)
    return team[0]


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
    """Add a call with its thread and outcome. `host`: organization, author, language; `life`: its state and its dates."""
    organization, author, language = host
    thread = Thread(crowd, chance, contributions)
    body, html = text(chance, language, questions, 4)
    call = crowd.tables.calls.add(
        organization_id=organization,
        author_id=author,
        kind=chance.choice(Call.Kind.values),
        title=chance.choice(titles(language))[:LONGEST_TITLE],
        body=body,
        body_html=html,
        language=language,
        minutes=chance.choice(MINUTES)[0],
        enough=chance.choice(ENOUGH),
        contribution_count=thread.answers,
        **life,
    )
    for skill in chance.sample(crowd.skills, chance.choice(SKILLS)):
        crowd.tables.skills.add(call_id=call, skill_id=skill)
    thread.grow(call, author, language, life)
    if life["finished_at"]:
        add_outcome(crowd, chance, (call, author, language), life["finished_at"], thread.authors)


def add_outcome(crowd, chance, host, moment, givers):
    """Add what the help with a call changed, and tell it to who gave something."""
    call, author, language = host
    body, html = text(chance, language, questions, 2)
    outcome = crowd.tables.outcomes.add(
        call_id=call, author_id=author, body=body, body_html=html, language=language, written_at=moment, published_at=moment
    )
    for person in sorted(givers):
        crowd.tell(chance, person, "outcome", (crowd.outcome_type, outcome), moment, facts={"credits": ["thanked"]})
