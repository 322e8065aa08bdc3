"""The work itself: files to facts, in pure Python and polars."""
