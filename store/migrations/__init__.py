"""The revisions of the tables, oldest first; each stands for itself and does not read `store.schema`."""
