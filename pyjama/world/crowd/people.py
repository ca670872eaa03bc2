"""The volunteers of a crowd: half of them French, and what some say of themselves."""

from datetime import timedelta
from random import Random

from pyjama.topics.models import MINUTES
from pyjama.world.crowd.words import names

# How long the site has been there, and how long before people came: whoever acts is there already.
YEARS, BEFORE = timedelta(days=3 * 365), timedelta(days=365)
# The part of people who said what they like and can, and how many words of each list they chose.
WITH_PROFILE, LIKINGS = 0.5, [0, 1, 1, 2, 3]
CROWD = "@crowd.example.org"
NO_PASSWORD = "!"  # noqa: S105
# The higher, the more of all that is given comes from the same few.
UNEVENNESS = 2
# An organization's team does not answer its own calls: others must be there.
FEWEST = 10


def add_person(crowd, number):
    """Add the person with this number, who reads her mail at NUMBER@crowd.example.org."""
    chance, email = Random(f"person {number}"), f"{number}{CROWD}"
    language = chance.choice(["fr", "en"])
    person = crowd.tables.people.add(
        email=email,
        display_name=f"{chance.choice(names(language))} {number}",
        language=language,
        password=NO_PASSWORD,
        joined_at=crowd.now - YEARS - BEFORE * chance.random(),
    )
    crowd.tables.addresses.add(user_id=person, email=email, verified=True, primary=True)
    if chance.random() < WITH_PROFILE:
        add_profile(crowd, chance, person, language)


def add_profile(crowd, chance, person, language):
    languages = chance.choice([[language], [language], ["fr", "en"]])
    profile = crowd.tables.profiles.add(person_id=person, languages=languages, minutes=chance.choice(MINUTES)[0])
    for cause in chance.sample(crowd.causes, chance.choice(LIKINGS)):
        crowd.tables.profile_causes.add(profile_id=profile, cause_id=cause)
    for skill in chance.sample(crowd.skills, chance.choice(LIKINGS)):
        crowd.tables.profile_skills.add(profile_id=profile, skill_id=skill)


def somebody(crowd, chance):
    """Somebody's number in the database (int): a few come again and again."""
    return crowd.first_person + int(crowd.size.volunteers * chance.random() ** UNEVENNESS)
