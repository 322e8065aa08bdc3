"""Stitch: the pieces of a table that runs over pages, as one."""
