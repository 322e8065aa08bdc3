"""Grids from rules and from alignment, for every reader that has places."""
