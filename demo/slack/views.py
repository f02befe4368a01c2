"""The methods views.open, views.push, views.update and views.publish."""

from copy import deepcopy

from demo.slack.limits import check_view
from demo.slack.wire import Args, Json
from demo.slack.workspace import Workspace


def _view(args: Args, kinds: set[str]) -> Json:
    return check_view(args.structure("view", "invalid_arguments"), kinds)


def open_view(space: Workspace, args: Args) -> Json:
    """views.open."""
    view = _view(args, {"modal"})
    user = space.views.use_trigger(args.text("trigger_id") or args.text("interactivity_pointer"))
    return {"view": deepcopy(space.views.open(user, view))}


def push_view(space: Workspace, args: Args) -> Json:
    """views.push."""
    view = _view(args, {"modal"})
    user = space.views.use_trigger(args.text("trigger_id") or args.text("interactivity_pointer"))
    return {"view": deepcopy(space.views.push(user, view))}


def update_view(space: Workspace, args: Args) -> Json:
    """views.update."""
    view = _view(args, {"modal", "home"})
    return {
        "view": deepcopy(space.views.update(args.text("view_id"), args.text("external_id"), view, args.text("hash")))
    }


def publish_view(space: Workspace, args: Args) -> Json:
    """views.publish."""
    view = _view(args, {"home"})
    user = space.person(args.text("user_id")).id
    return {"view": deepcopy(space.views.publish(user, view, args.text("hash")))}
