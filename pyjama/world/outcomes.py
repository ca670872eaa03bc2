"""What becomes of an outcome in the story: its pictures, whom it quotes, what they answer, and its correction."""

from datetime import timedelta
from functools import partial

from pyjama.outcomes.models import Outcome
from pyjama.outcomes.story.actions import answer_quote, quote_contribution, write_story
from pyjama.world import story
from pyjama.world.beside import files

CHOOSING = timedelta(minutes=10)
PAIR = ["before", "after"]


def write(call, organizer, told, *, body):
    """The organization writes what the help changed, and adds its pictures."""
    outcome = told["outcome"]
    attachments = files(organizer, outcome)
    by_file = dict(zip((each["file"] for each in outcome.get("attachments", [])), attachments, strict=True))
    pair = {}
    for place in PAIR:
        shown = outcome.get(place)
        pair[place] = by_file[shown["file"]][0].pk if shown else None
        pair[f"{place}_words"] = shown["words"] if shown else ""
    language = told["language"]
    write_story(
        call=call, author=organizer, version=0, body=body.strip(), language=language, attachments=attachments, pair=pair
    )


def life_of_outcome(cast, key, told):
    """What happens to an outcome once it is published."""
    outcome = told["outcome"]
    for turn, quoted in enumerate(outcome.get("quotes", []), 1):
        yield story.within(told, outcome) + turn * CHOOSING, partial(quote, cast, key, quoted)
        if "answer" in quoted:
            yield story.within(told, quoted["answer"]), partial(answer, cast, key, quoted)
    if "corrected" in outcome:
        yield story.within(told, outcome["corrected"]), partial(correct, cast, key, outcome)


def quote(cast, key, quoted):
    outcome = Outcome.objects.of_call(cast.calls[key])
    quote_contribution(outcome=outcome, contribution=cast.contributions[key, quoted["number"]], body=quoted["words"])


def answer(cast, key, quoted):
    outcome = Outcome.objects.of_call(cast.calls[key])
    quote = outcome.quotes.of_contribution(cast.contributions[key, quoted["number"]])
    answer_quote(quote=quote, agrees=quoted["answer"]["agrees"], edition=quote.edition)


def correct(cast, key, told):
    """Somebody of the organization mends the text; its pictures stay."""
    outcome = Outcome.objects.of_call(cast.calls[key])
    write_story(
        call=cast.calls[key],
        author=cast.people[told["corrected"]["author"]],
        version=outcome.version,
        body=told["body"].strip(),
        language=outcome.language,
    )
