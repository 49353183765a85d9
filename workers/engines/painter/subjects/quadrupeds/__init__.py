"""Four-legged animals: one rig, a table of proportions."""
