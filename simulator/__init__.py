"""A simulator of iAdvize's authenticated messaging, for development and tests."""

__version__ = "0.1.0"
