"""What an exam case is and what the law says of it: no network, no database, no clock."""
