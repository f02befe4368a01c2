"""The running service: settings, wiring, schedule and command line; the only room that knows all the others."""
