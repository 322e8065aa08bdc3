"""Arrange: how the rows of a statement hang together."""
