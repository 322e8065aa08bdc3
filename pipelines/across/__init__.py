"""What needs more than one document: bodies, revisions, years.  It adds to what a document said, never changes it."""
