"""Other readings of a page that was read already."""
