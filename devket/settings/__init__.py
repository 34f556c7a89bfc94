"""Settings: frozen, from the environment; every other room is handed values."""

from devket.settings.checks import POSTGRES
from devket.settings.load import load
from devket.settings.model import Settings, SettingsError

__all__ = ["POSTGRES", "Settings", "SettingsError", "load"]
