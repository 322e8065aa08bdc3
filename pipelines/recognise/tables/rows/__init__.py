"""Rows: the labelled rows of a table, with codes, units and the amounts printed in them."""
