"""Projects, indicators, procurement, assets and staff: whether they add up and agree (identities.md 13, N7, N8)."""
