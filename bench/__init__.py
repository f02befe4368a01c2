"""Measures the service beside a yardstick in the same run: `python -m bench [NAME …] [--full]`."""
