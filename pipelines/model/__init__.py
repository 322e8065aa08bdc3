"""What every step speaks of."""
