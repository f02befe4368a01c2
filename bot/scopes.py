"""What the bot asks Slack for, and nothing more: the same list as in manifests/slack-app.yaml."""

SCOPES = frozenset({"chat:write", "commands", "im:history", "im:write", "users:read"})
