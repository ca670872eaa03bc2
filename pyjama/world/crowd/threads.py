"""What a crowd answers under a call: contributions, replies, useful votes, credits, and the karma they bring."""

from datetime import timedelta
from uuid import UUID

from pyjama.contributions.models import Contribution
from pyjama.karma.models import MOST_USEFUL_VOTES, Reason
from pyjama.world.crowd.people import somebody
from pyjama.world.crowd.words import paragraphs, text

Credit = Contribution.Credit
EARNS = {Credit.USED: Reason.USED, Credit.INSPIRED: Reason.INSPIRED, Credit.THANKED: Reason.THANKED}
CREDITS, HOW_OFTEN = [*EARNS], [1, 2, 17]
# The part of contributions that are replies, that are written in the other language, and that have votes.
REPLIES, IN_THE_OTHER_LANGUAGE, LIKED, MOST_VOTES = 0.13, 0.1, 0.3, 30
OTHER = {"fr": "en", "en": "fr"}


class Thread:
    """The contributions under one call, so many in all: `answers` of them (an int), and replies to those."""

    def __init__(self, crowd, chance, number):
        self.crowd, self.chance = crowd, chance
        self.replies = sum(chance.random() < REPLIES for _ in range(number - 1))
        self.answers = number - self.replies
        self.authors = set()

    def grow(self, call, organizer, language, life):
        """Add them in the order of time; where the call is finished each answer has its credit from the organizer."""
        begin, end = life["published_at"], min(life["closes_at"], self.crowd.now)
        moments = sorted(begin + (end - begin) * self.chance.random() for _ in range(self.answers))
        answers = [self.add_answer(call, organizer, language, moment, life["finished_at"]) for moment in moments]
        for answer, author, spoken, moment in self.chance.choices(answers, k=self.replies) if answers else ():
            self.add_reply(call, (answer, author), spoken, moment)

    def add(self, most, **values):
        """Add one contribution of somebody, in `most` paragraphs at most; return its number and hers."""
        author = somebody(self.crowd, self.chance)
        body, html = text(self.chance, values["language"], paragraphs, most)
        key = UUID(int=self.chance.getrandbits(128))
        row = {"author_id": author, "body": body, "body_html": html, "submission_key": key}
        return self.crowd.tables.contributions.add(**row, **values), author

    def add_answer(self, call, organizer, language, moment, finished):
        """Add one answer with its votes, and what it earned; return its number, its author, its language and its moment."""
        spoken = OTHER[language] if self.chance.random() < IN_THE_OTHER_LANGUAGE else language
        voters, credit = self.voters(), self.credit(organizer, finished) if finished else {}
        answer, author = self.add(3, call_id=call, language=spoken, useful_count=len(voters), posted_at=moment, **credit)
        self.authors.add(author)
        self.crowd.earn(author, Reason.CONTRIBUTED, answer, moment)
        for place, voter in enumerate(voters):
            self.crowd.tables.votes.add(contribution_id=answer, voter_id=voter, voted_at=moment)
            if place < MOST_USEFUL_VOTES:
                self.crowd.earn(author, Reason.USEFUL, answer, moment, giver=voter)
        if credit:
            self.crowd.earn(author, EARNS[credit["credit"]], answer, finished, giver=organizer)
        return answer, author, spoken, moment

    def voters(self):
        """Who found an answer useful: most answers have nobody, few have many."""
        if self.chance.random() >= LIKED:
            return []
        number = min(int(self.chance.paretovariate(1.4)), MOST_VOTES)
        return [*dict.fromkeys(somebody(self.crowd, self.chance) for _ in range(number))]

    def credit(self, organizer, finished):
        """What the organization says of an answer, by the names of the fields."""
        credit = self.chance.choices(CREDITS, HOW_OFTEN)[0]
        return {"credit": credit, "credited_at": finished, "credited_by_id": organizer, "reacted_at": finished}

    def add_reply(self, call, parent, language, moment):
        """Add a reply to an answer (`parent`: its number and its author's), and tell the author."""
        moment = min(moment + timedelta(hours=30) * self.chance.random(), self.crowd.now)
        reply, _author = self.add(1, call_id=call, parent_id=parent[0], language=language, posted_at=moment)
        self.crowd.tell(self.chance, parent[1], "reply", (self.crowd.contribution_type, reply), moment)
