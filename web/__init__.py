"""Pages behind a one-time link: GET shows, POST acts; no script, no account, WCAG 2.1 AA."""
