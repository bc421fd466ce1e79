"""Settings, read once and frozen, and the directory that keeps the keys."""

from simulator.settings.data_directory import DataDirectory
from simulator.settings.misconfigured import Misconfigured
from simulator.settings.reading import load_settings
from simulator.settings.sole_use import sole_use
from simulator.settings.state_place import StatePlace
from simulator.settings.table import SETTINGS, Setting
from simulator.settings.values import Settings

__all__ = [
    "SETTINGS",
    "DataDirectory",
    "Misconfigured",
    "Setting",
    "Settings",
    "StatePlace",
    "load_settings",
    "sole_use",
]
