"""Read an .rtf file: its text, be it bytes of a code page or numbers of characters, in lines; notes after the body."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipelines.extract.builder import Builder
from pipelines.extract.raised import Raised, joined
from pipelines.extract.rtf.flow import Flow
from pipelines.extract.rtf.state import State, of_charset, of_code_page
from pipelines.extract.rtf.tokens import Token, tokens
from pipelines.model.document import Document, ReadError, Unreadable

READER = "rtf/1"
MAX_BYTES = 256 << 20
_CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "nestcell": "\t", "nestrow": "\n",
}  # fmt: skip
_SIGNS = {"~": " ", "_": "-", "\r": "\n", "\n": "\n"}
_NOTES = frozenset({"footnote"})


def read_rtf(path: Path) -> Document:
    """The document in an .rtf file.  Raises ``ReadError``: too large, empty."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(Unreadable.TOO_LARGE, f"{path.name}: a document of more than {MAX_BYTES >> 20} MB")
    builder = Builder(READER)
    read_source(path.read_bytes(), builder)
    document = builder.finish()
    if not document.grids and not document.paragraphs:
        raise ReadError(Unreadable.EMPTY, f"{path.name} is a document with nothing in it")
    return document


def read_source(data: bytes, builder: Builder) -> None:
    """Add the paragraphs and tables of a file's bytes."""
    reader = _Reader(builder)
    for token in tokens(data):
        reader.take(token)
    reader.end()


class _Reader:
    """Takes the tokens of one file."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._flow = Flow(builder)
        self._state = State()
        self._around: list[tuple[State, list[str] | None]] = []  # groups we are in; with text that a note interrupts
        self._encoding = "gb18030"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._bytes = bytearray()
        self._to_skip = 0
        self._parts: list[str] = []  # of the line being read
        self._notes: list[str] = []
        self._high: int | None = None  # first half of a character beyond the first plane

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == "text":
            self._text(token.text)
            return
        self._decode()
        if token.kind in "{}":
            self._to_skip = 0
        if token.kind == "{":
            self._around.append((self._state, None))
        elif token.kind == "}":
            self._close()
        elif token.kind == "sign":
            self._sign(token.word)
        else:
            self._word(token.word, token.number)

    def end(self) -> None:
        """Add what waits."""
        self._decode()
        self._flow.line(self._line())
        self._flow.end()
        for note in self._notes:
            self._builder.paragraph(note)

    def _text(self, text: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if self._state.shown:
            self._bytes += text

    def _decode(self) -> None:
        """Turn the bytes read so far into text: a character can have its bytes in several tokens."""
        if self._bytes:
            text = self._bytes.decode(self._state.encoding or self._encoding, "replace")
            self._bytes.clear()
            self._print(text)

    def _print(self, text: str) -> None:
        state = self._state
        if not state.shown or state.hidden:
            return
        if state.struck:
            if text.strip():
                self._builder.warn("text that is struck out is left out")
            return
        self._parts.append(Raised(text) if state.raised else text)

    def _close(self) -> None:
        if not self._around:
            return
        self._state, interrupted = self._around.pop()
        if interrupted is not None:
            self._notes.append(joined(self._parts))
            self._parts = interrupted

    def _sign(self, sign: str) -> None:
        if sign == "*":  # a group that older programs leave out; what is printed is none of those
            self._state = replace(self._state, shown=False)
        elif sign in "\\{}":
            self._text(sign.encode("ascii"))
        elif sign in _SIGNS:
            self._print(_SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        self._to_skip = 0
        if word == "u":
            self._unicode(number or 0)
        elif word in _CHARACTERS:
            self._print(_CHARACTERS[word])
        elif word in _NOTES and self._around:
            self._around[-1] = (self._around[-1][0], self._parts)
            self._parts = []
        elif word in ("f", "af", "fcharset", "ansicpg", "cpg"):
            self._fonts_said(word, number or 0)
        elif self._state.shown:
            self._state = self._state.after(word, number)
            self._structure(word, number or 0)

    def _unicode(self, number: int) -> None:
        code = number & 0xFFFF
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if self._high is not None:
                self._print(chr(0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00))
            self._high = None
        else:
            self._print(chr(code))
        self._to_skip = self._state.skip

    def _fonts_said(self, word: str, number: int) -> None:
        if word == "ansicpg":
            self._encoding = of_code_page(number)
        elif word in ("f", "af"):
            self._font = number
            if not self._state.fonts:
                self._state = replace(self._state, encoding=self._fonts.get(number, ""))
        elif self._state.fonts:
            self._fonts[self._font] = of_charset(number) if word == "fcharset" else of_code_page(number)

    def _structure(self, word: str, number: int) -> None:
        if word in ("par", "sect"):
            self._flow.line(self._line())
        elif word == "cell":
            self._flow.cell(self._line())
        elif word == "page":
            self._flow.page()
        else:
            self._flow.word(word, number)

    def _line(self) -> str:
        text, self._parts = joined(self._parts), []
        return text
