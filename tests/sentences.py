"""The English sentences that the site has translated, read out of its source without xgettext."""

import ast
import re
from functools import cache

from django.utils.translation.template import templatize

# The place, among a call's arguments, of each sentence that the function translates.
SENTENCES = {"": [0], "n": [0, 1], "p": [1], "np": [1, 2]}
GETTEXT = re.compile(r"(?:_|(n?p?)gettext(?:_lazy|_noop)?)")


@cache
def sentences_in(path):
    """The sentences (set of str) of a Python file or a template."""
    text = path.read_text()
    return {*in_python(text if path.suffix == ".py" else "\n".join(calls_in(templatize(text))))}


def in_python(code):
    for call in ast.walk(ast.parse(code)):
        if isinstance(call, ast.Call) and (function := GETTEXT.fullmatch(ast.unparse(call.func).rpartition(".")[2])):
            arguments = [call.args[place] for place in SENTENCES[function[1] or ""]]
            yield from (argument.value for argument in arguments if isinstance(argument, ast.Constant))


def calls_in(said):
    """The calls of gettext among what Django makes of a template for xgettext: they stand between rows of X."""
    for start in re.finditer(r"(?<= )(?:_|n?p?gettext)\(", said):
        rest = said[start.start() :]
        yield next(rest[: end.end()] for end in re.finditer(r"\)", rest) if is_python(rest[: end.end()]))


def is_python(text):
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
