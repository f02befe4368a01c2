"""The database: cases, the journal, the outbox, the inbox and the registry, on SQLite or PostgreSQL."""
