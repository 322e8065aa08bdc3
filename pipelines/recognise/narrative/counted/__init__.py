"""What publishers count in sentences: posts and staff, assets held and bought, trips, guests, projects under targets.

1. ``items``: a sentence becomes figures, each with the item it stands in, because the words right around a figure say
   what it counts.
2. ``reader``: the words of the item name a subject (``layout``: pipelines/layouts/narrative_counts.toml); what the
   paragraph said before decides between held and bought, and which whole a kind is a part of.
3. ``days``: the day a stock is of.

Money of these subjects is no part of the budget's own amounts, so it stands apart from their wholes and parts.
"""

from pipelines.recognise.narrative.counted.reader import with_counted

__all__ = ["with_counted"]
