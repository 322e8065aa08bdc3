"""Nights that are made up, one after the other, and what has to be true of the warehouse at their end."""
