from django.template.loader import render_to_string

PREHEADER = 110


def written(template, context):
    """The two parts of a mail, text and HTML (a pair of str), from the templates `<template>.txt` and `.html`.

    The HTML is given the text's first words as `preheader`: lists of messages show them beside the subject.
    """
    text = render_to_string(f"{template}.txt", context).strip() + "\n"
    return text, render_to_string(f"{template}.html", {"preheader": preheader(text), **context})


def preheader(text):
    """The first paragraph of a text (str) in one line, no longer than lists of messages show."""
    line = text.partition("\n\n")[0].replace("\n", " ")
    return line if len(line) <= PREHEADER else line[: PREHEADER - 1].rpartition(" ")[0] + "…"
