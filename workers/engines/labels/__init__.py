"""Labellers of music."""
