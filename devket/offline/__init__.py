"""Devket as an app on a device: installing it, reading and saving without a connection."""
