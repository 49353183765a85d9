"""The cast rig: one parametric skeleton, dressed from a cast sheet."""
