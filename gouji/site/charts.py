"""Small charts as inline SVG.  Colours are classes, so that the stylesheet's light and dark palettes apply."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pipelines.model.judgements import COMPARED

_BAR = tuple(verdict.value for verdict in COMPARED)


def stacked_bar(counts: Sequence[tuple[str, int]], width: int = 160, height: int = 10) -> Markup:
    """One horizontal bar of segments ``(class, count)``; every segment that counts is at least two pixels wide."""
    whole = sum(count for _, count in counts)
    if not whole:
        return Markup('<svg class="bar" viewBox="0 0 {} {}" aria-hidden="true"></svg>').format(width, height)
    shares = [max(2.0, width * count / whole) if count else 0.0 for _, count in counts]
    scale = width / sum(shares)
    pieces, x = [], 0.0
    for (name, count), share in zip(counts, shares, strict=True):
        if count:
            pieces.append(
                Markup(
                    '<rect class="fill-{}" x="{:.1f}" y="0" width="{:.1f}" height="{}"><title>{:,}</title></rect>'
                ).format(name, x, share * scale, height, count)
            )
            x += share * scale
    return Markup('<svg class="bar" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>').format(
        width, height, Markup("").join(pieces)
    )


def line_chart(points: Sequence[tuple[str, float]], label: str, width: int = 320, height: int = 120) -> Markup:
    """A line over runs: ``points`` are (what the run is called, value).  The axis starts at the least value, if > 0."""
    left, right, top, bottom = 8, 8, 14, 20
    values = [value for _, value in points]
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    wide, tall = width - left - right, height - top - bottom
    step = wide / (len(points) - 1) if len(points) > 1 else 0
    start = left if len(points) > 1 else left + wide / 2
    places = [(start + i * step, height - bottom - (value - low) / span * tall) for i, value in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = Markup("").join(
        Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="3"><title>{}: {:,.2f}</title></circle>').format(
            x, y, name, value
        )
        for (x, y), (name, value) in zip(places, points, strict=True)
    )
    ends = [(points[0][0], left, "start")] + ([(points[-1][0], width - right, "end")] if len(points) > 1 else [])
    ticks = Markup("").join(
        Markup('<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>').format(x, height - 5, anchor, name)
        for name, x, anchor in ends
    )
    return Markup(
        '<svg class="line" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">'
        '<line class="axis" x1="{l}" x2="{r}" y1="{y}" y2="{y}"/><polyline points="{line}"/>{dots}{ticks}</svg>'
    ).format(
        w=width, h=height, label=label, l=left, r=width - right, y=height - bottom, line=line, dots=dots, ticks=ticks
    )


def verdict_bar(row: dict[str, int]) -> Markup:
    """The bar of a row that counts verdicts: held, within rounding, failed, left out."""
    return stacked_bar([(name, row[name]) for name in _BAR])
