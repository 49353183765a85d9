"""Video models: a keyframe becomes footage."""
