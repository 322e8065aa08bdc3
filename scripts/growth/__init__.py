"""What a night costs beside what the warehouse holds: ``python -m scripts.growth``."""
