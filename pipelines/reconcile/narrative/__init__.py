"""Figures of the narrative against the tables and against one another."""
