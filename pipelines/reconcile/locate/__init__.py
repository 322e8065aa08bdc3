"""Where in a table the fault is that makes its equations fail, so that no more than that is held back."""
