"""A strict local Slack for tests and the demo: Web API, Socket Mode, signed HTTP, and people who use it."""

from demo.slack.people import Person
from demo.slack.rate import Rate
from demo.slack.recorder import Call, Delivered
from demo.slack.server import LocalSlack, scopes_of
from demo.slack.verbs import Answer
from demo.slack.wire import Json, Refused

__all__ = ["Answer", "Call", "Delivered", "Json", "LocalSlack", "Person", "Rate", "Refused", "scopes_of"]
