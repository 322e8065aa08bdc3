"""Which of the keys that documents give their bodies are one body's, and what is known of each body."""

from pipelines.across.bodies.bodies import Bodies, bodies
from pipelines.across.bodies.parents import Lists

__all__ = ["Bodies", "Lists", "bodies"]
