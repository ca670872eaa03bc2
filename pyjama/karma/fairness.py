"""Which useful votes are traded rather than meant: who votes for whom, and how that differs from what everybody does.

Nothing here looks at a database. `votes` is a Counter: how many votes a giver (int) gave a person (int) of late, by pair.
"""

from collections import Counter, defaultdict

# Two who vote for each other, each of them so often at least, and so much more than others vote for them.
EXCHANGED, STANDS_OUT = 2, 4
# One who has given so many votes, and that part of them to so few people.
DEVOTED, ALMOST_ALL, TO_FEW = 4, 0.75, 2
# Some who all vote for each other: so many, each with so many of the others, and with that part of their votes.
RING, FRIENDS, INSIDE = range(3, 16), 2, 0.4


def traded(votes):
    """The pairs (a set) whose votes earn nothing: exchanged between two, devoted to one or two, or kept in a ring."""
    given, received = totals(votes)
    outstanding = {pair for pair, number in votes.items() if number > STANDS_OUT * usual(pair, given, received)}
    return exchanged(votes, outstanding) | devoted(votes, given, outstanding) | ringed(votes, given)


def totals(votes):
    """How many votes each gave, and how many each received: two Counters."""
    given, received = Counter(), Counter()
    for (giver, person), number in votes.items():
        given[giver] += number
        received[person] += number
    return given, received


def usual(pair, given, received):
    """How many votes the first would give the second (a float) if she chose as everybody does."""
    giver, person = pair
    return given[giver] * received[person] / given.total()


def exchanged(votes, outstanding):
    """The votes of two for each other, again and again, where each gives the other far more than others do."""
    often = {pair for pair in outstanding if votes[pair] >= EXCHANGED}
    return {pair for pair in often if pair[::-1] in often}


def devoted(votes, given, outstanding):
    """The votes of whoever votes for hardly anybody else."""
    favourites = defaultdict(list)
    for pair in outstanding:
        favourites[pair[0]].append((votes[pair], pair))
    for giver, pairs in favourites.items():
        pairs = sorted(pairs)[-TO_FEW:]
        if given[giver] < DEVOTED or sum(number for number, _pair in pairs) < ALMOST_ALL * given[giver]:
            favourites[giver] = []
        else:
            favourites[giver] = pairs
    return {pair for pairs in favourites.values() for number, pair in pairs if number > 1}


def ringed(votes, given):
    """The votes inside a small group in which everybody votes for many of the others, who vote for her."""
    friends = defaultdict(set)
    for giver, person in votes:
        if (person, giver) in votes:
            friends[giver].add(person)
    inside = set()
    for group in groups(core(friends)):
        own = {(giver, person) for giver in group for person in group if (giver, person) in votes}
        if len(group) in RING and sum(votes[pair] for pair in own) >= INSIDE * sum(given[person] for person in group):
            inside |= own
    return inside


def core(friends):
    """The same graph (a dict of sets) without whoever has fewer than FRIENDS in it, again and again."""
    friends = {person: set(others) for person, others in friends.items()}
    lonely = [person for person, others in friends.items() if len(others) < FRIENDS]
    while lonely:
        for person in lonely:
            for other in friends.pop(person, ()):
                if other in friends:
                    friends[other].discard(person)
        lonely = [person for person, others in friends.items() if len(others) < FRIENDS]
    return friends


def groups(friends):
    """The parts of a graph that hang together: sets of people."""
    left = set(friends)
    while left:
        group, waiting = set(), [left.pop()]
        while waiting:
            person = waiting.pop()
            group.add(person)
            waiting += friends[person] - group
        left -= group
        yield group
