"""Listeners to harmony."""
