"""Projects, indicators, procurement, assets and staff: whether they add up and agree."""
