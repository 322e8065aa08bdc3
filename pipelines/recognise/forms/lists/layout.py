"""What forms_lists.toml says of each kind of list: what its columns are called, and which of them make it one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.layouts.forms import list_heads, list_pattern, list_settings, vague_heads
from pipelines.model.form_words import ListKind, Role
from pipelines.model.text import compact
from pipelines.recognise.forms.vocabulary import Meanings

Roles = frozenset[Role]
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class ListLayout:
    """One kind of list.

    ``need``: a header has one role of every group; ``need_titled``: under a title that says what the list is.
    ``ruled_out``: roles that another table has.  ``only``: no column holds anything else.  ``vague``: heads of the
    first group that say nothing without a title.
    """

    kind: ListKind
    columns: Meanings[Role]
    need: tuple[Roles, ...]
    need_titled: tuple[Roles, ...]
    ruled_out: Roles
    only: Roles | None
    vague: re.Pattern[str]


@cache
def layout(kind: ListKind) -> ListLayout:
    """The layout of a kind of list."""
    settings = list_settings(kind)
    return ListLayout(
        kind=kind,
        columns=Meanings.of((head.words, Role(head.role)) for head in list_heads(kind)),
        need=_groups(settings["need"]),
        need_titled=_groups(settings.get("need_titled", settings["need"])),
        ruled_out=_roles(settings.get("not", ())),
        only=_roles(settings["only"]) if "only" in settings else None,
        vague=vague_heads(kind) or _NOTHING,
    )


def _groups(groups: Iterable[Iterable[str]]) -> tuple[Roles, ...]:
    return tuple(map(_roles, groups))


def _roles(names: Iterable[str]) -> Roles:
    return frozenset(map(Role, names))


@lru_cache(maxsize=16384)
def role_of(kind: ListKind, path: str) -> Role | None:
    """What a column of a list holds; ``path`` is its head, levels joined by ``/``, the last of which may say it all."""
    return layout(kind).columns.of_text(path, path.rpartition("/")[2])


@cache
def categories() -> dict[str, str]:
    """What the first letter of a procurement catalogue's code says: goods, works or services."""
    return dict(list_settings(ListKind.PROCUREMENT)["letter"])


def is_total(text: str) -> bool:
    """Whether a label is 合计 or 总计."""
    return list_pattern("total").match(compact(text)) is not None


def is_subtotal(text: str) -> bool:
    """Whether a label says itself that its row is the sum of others: …小计."""
    return list_pattern("sum").match(compact(text)) is not None
