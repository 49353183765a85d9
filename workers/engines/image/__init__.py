"""Image models: a brief becomes a picture."""
