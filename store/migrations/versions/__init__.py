"""One file a revision, named by its place and what it brings."""
