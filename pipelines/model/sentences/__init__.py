"""Every sentence Gouji says of a document, in Chinese and English, with named parameters."""

from pipelines.model.sentences.catalogue import areas, entries, entry, say, words
from pipelines.model.sentences.entry import Entry, SentenceError, Value, parse
from pipelines.model.sentences.sentence import NOTHING, Sentence, capital, joined

__all__ = [
    "NOTHING",
    "Entry",
    "Sentence",
    "SentenceError",
    "Value",
    "areas",
    "capital",
    "entries",
    "entry",
    "joined",
    "parse",
    "say",
    "words",
]
