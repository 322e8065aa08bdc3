"""Cut: a grid to pieces of title lines, header and body."""
