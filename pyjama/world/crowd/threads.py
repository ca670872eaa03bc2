"""What a crowd answers under a call: contributions, replies, useful votes, credits, the karma and the news they bring."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.karma.models import MOST_FROM_ONE, MOST_USEFUL_VOTES, Reason
from pyjama.world.crowd.people import somebody
from pyjama.world.crowd.words import paragraphs, text

Credit = Contribution.Credit
EARNS = {Credit.USED: Reason.USED, Credit.INSPIRED: Reason.INSPIRED, Credit.THANKED: Reason.THANKED}
CREDITS, HOW_OFTEN = [*EARNS], [1, 2, 17]
# The part of contributions that are replies, of replies that are the organization's, of answers in the other language,
# of those with votes, and of those that have their credit while the call is being sorted.
REPLIES, BY_THE_ORGANIZATION, IN_THE_OTHER_LANGUAGE, LIKED, SORTED = 0.13, 0.4, 0.1, 0.3, 0.5
MOST_VOTES, MOST_FOLLOWERS = 30, 40
OTHER = {"fr": "en", "en": "fr"}
(MOST_VOTES_FROM_ONE, _day), _month = MOST_FROM_ONE


class Thread:
    """The contributions under one call, so many in all: `answers` of them (an int), and replies to those.

    `team` are who speak for the organization, the organizer first; `credits` what it said of each person's answers, and
    `waits` how long each answer waited for its first reaction (timedelta or None).
    """

    def __init__(self, crowd, chance, number, team):
        self.crowd, self.chance, self.team = crowd, chance, team
        self.replies = sum(chance.random() < REPLIES for _ in range(number - 1))
        self.answers = number - self.replies
        self.credits, self.waits, self.brought = {}, [], Counter()

    def grow(self, call, language, life):
        """Add them in the order of time, with what the organization says of them as far as it has come."""
        self.call, self.language, self.life = (Call, call), language, life
        begin, end = life["published_at"], min(life["closes_at"], self.crowd.now)
        self.followers = self.drawn(MOST_FOLLOWERS, 1.2, self.team)
        for follower in self.followers:
            self.crowd.follow(follower, *self.call, begin)
        moments = sorted(begin + (end - begin) * self.chance.random() for _ in range(self.answers))
        replies = Counter(self.chance.choices(range(self.answers), k=self.replies)) if self.answers else {}
        for place, moment in enumerate(moments):
            self.add_answer(moment, replies[place])

    def drawn(self, most, steepness, without):
        """Some people, few of them mostly, `most` at most, and nobody of `without`: a list."""
        number = min(int(self.chance.paretovariate(steepness)), most)
        drawn = dict.fromkeys(somebody(self.crowd, self.chance) for _ in range(number))
        return [person for person in drawn if person not in without]

    def author(self):
        """Somebody who is not of the organization: it does not answer itself."""
        while (person := somebody(self.crowd, self.chance)) in self.team:
            pass
        return person

    def add(self, author, most, **values):
        """Add one contribution of somebody, in `most` paragraphs at most, and return its number."""
        body, html = text(self.chance, values["language"], paragraphs, most)
        key = UUID(int=self.chance.getrandbits(128))
        row = {"author_id": author, "call_id": self.call[1], "body": body, "body_html": html, "submission_key": key}
        return self.crowd.tables.contributions.add(**row, **values)

    def add_answer(self, moment, replies):
        """Add one answer with its votes, its `replies` (an int), and what it earned and what was told of it."""
        spoken = OTHER[self.language] if self.chance.random() < IN_THE_OTHER_LANGUAGE else self.language
        author = self.author()
        voters = self.drawn(MOST_VOTES, 1.4, {author}) if self.chance.random() < LIKED else []
        credit, replies = self.credit(), self.planned(moment, replies)
        reactions = [later for later, is_hers in replies if is_hers] + ([credit["credited_at"]] if credit else [])
        row = {"language": spoken, "useful_count": len(voters), "posted_at": moment}
        answer = self.add(author, 3, reacted_at=self.reaction(moment, reactions), **row, **credit)
        self.crowd.earn(author, Reason.CONTRIBUTED, answer, moment)
        self.tell(answer, author, moment)
        self.add_votes(answer, author, voters, moment)
        if credit:
            self.crowd.earn(author, EARNS[credit["credit"]], answer, credit["credited_at"], giver=self.team[0])
            self.credits.setdefault(author, set()).add(credit["credit"])
        for later, is_hers in replies:
            self.add_reply((answer, author), spoken, later, is_hers)

    def planned(self, moment, number):
        """When so many replies to an answer come, and whether from the organization: pairs, in the order of time."""
        moments = sorted(min(moment + timedelta(hours=30) * self.chance.random(), self.crowd.now) for _ in range(number))
        return [(later, self.chance.random() < BY_THE_ORGANIZATION) for later in moments]

    def reaction(self, posted, moments):
        """The first of the moments in which the organization reacted, or None; the record counts how long that took."""
        first, lapsed = min(moments, default=None), self.life["lapsed_at"]
        self.waits.append(first - posted if first and (not lapsed or first <= lapsed) else None)
        return first

    def add_votes(self, answer, author, voters, moment):
        """Add the votes on an answer. What they bring has its limits: for an answer, and from one person to another."""
        earned = 0
        for voter in voters:
            self.crowd.tables.votes.add(contribution_id=answer, voter_id=voter, voted_at=moment)
            self.crowd.tell(self.chance, author, "useful", (Contribution, answer), moment)
            if earned < MOST_USEFUL_VOTES and self.brought[voter, author] < MOST_VOTES_FROM_ONE:
                self.brought[voter, author] += 1
                earned += 1
                self.crowd.earn(author, Reason.USEFUL, answer, moment, giver=voter)

    def credit(self):
        """What the organization says of an answer, by the names of the fields; nothing where it has not come to it."""
        finished, closed = self.life["finished_at"], self.life["closed_at"]
        is_sorted = self.life["state"] == Call.State.SORTING and self.chance.random() < SORTED
        if not finished and not is_sorted:
            return {}
        credit, moment = self.chance.choices(CREDITS, HOW_OFTEN)[0], finished or min(closed, self.crowd.now)
        return {"credit": credit, "credited_at": moment, "credited_by_id": self.team[0]}

    def tell(self, answer, author, moment):
        """Tell the organization and who follows the call of an answer."""
        for kind, people in [("new_contribution", self.team), ("followed_contribution", self.followers)]:
            for person in people:
                if person != author:
                    self.crowd.tell(self.chance, person, kind, (Contribution, answer), moment, together=self.call)

    def add_reply(self, parent, language, moment, is_hers):
        """Add a reply to an answer (`parent`: its number, its author's), perhaps the organization's, and tell the author."""
        author = self.team[0] if is_hers else self.author()
        reply = self.add(author, 1, parent_id=parent[0], language=language, posted_at=moment, for_organization=is_hers)
        if author != parent[1]:
            about = {"target": (Contribution, reply), "together": (Contribution, parent[0])}
            self.crowd.tell(self.chance, parent[1], "reply", moment=moment, **about)
