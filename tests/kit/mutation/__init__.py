"""Planted errors: does the gate see them, and does the diagnosis name the right cell."""
