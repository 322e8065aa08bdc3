"""Nights that go wrong on purpose, thousands of files and hundreds of kills, and what may never come of them."""
