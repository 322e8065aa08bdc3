"""Elements of HTML by how they are read."""

from __future__ import annotations

_NOT_SHOWN = (
    "script style noscript template head title select option button textarea iframe object svg canvas audio video map "
    "link meta input"
)
_IN_LINE = (
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup "
    "time tt u var nobr img wbr"
)
DROPPED = frozenset(_NOT_SHOWN.split())
INLINE = frozenset(_IN_LINE.split())
