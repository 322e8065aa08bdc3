"""Grids to statements: cut, stitch, name, columns, rows, arrange."""
