"""What could not be read, as the summary of a run says it: new, of a run before, or waiting for a later night."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import duckdb

from pipelines.acquire import shown
from pipelines.model.document import Unreadable

_UNREADABLE = """
SELECT document_id, r.source_uri, q.reason, coalesce(q.message_en, q.message_zh, ''), q.tries, q.first_failed_at,
    q.next_try_at, r.extracted_at >= (SELECT max(started_at) FROM quality.run WHERE run_id = ?)
FROM quality.document q JOIN raw.document r USING (document_id) SEMI JOIN wanted USING (document_id)
WHERE q.status = 'unreadable' ORDER BY r.source_uri, document_id
"""


@dataclass(slots=True)
class Unread:
    """Lines of the documents of a run that could not be read.

    ``new`` no run has found before, ``old`` others could not read either, ``waiting`` are read in a later night.
    ``by_tools`` is how many this run could not read for want of a tool, or of a machine in order.
    """

    new: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    by_tools: int = 0

    @property
    def lists(self) -> Mapping[str, list[str]]:
        """The lines by what stands above them."""
        return {"Could not be read": self.new, "Still unreadable": self.old, "Waiting for a later night": self.waiting}


def unread(connection: duckdb.DuckDBPyConnection, new: Collection[str], run_id: str) -> Unread:
    """Of the documents in the table ``wanted``; ``new`` are the ids of those no run has found before."""
    out = Unread()
    for document, uri, reason, message, tries, since, again, is_tonight in connection.execute(
        _UNREADABLE, [run_id]
    ).fetchall():
        line = f"{shown(uri)}: {message} [{reason}]"
        if reason == Unreadable.WAITING:
            out.waiting.append(shown(uri))
        elif document in new:
            out.new.append(line)
        else:
            until = f", next try {again:%Y-%m-%d %H:%M} UTC" if again else ""
            out.old.append(f"{line}, tried {tries} times since {since:%Y-%m-%d}{until}" if since else line)
        out.by_tools += bool(is_tonight) and Unreadable(reason).is_of_tools
    return out
