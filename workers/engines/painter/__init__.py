"""Layered illustrations painted on the CPU: the pictures of the sketch profile."""
