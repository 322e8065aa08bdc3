"""What a run keeps and finds again: the warehouse's lock, rows on their way to it, what it holds and was made by."""
