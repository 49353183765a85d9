"""Film files: encode a scene once, join scenes without decoding them, read any footage back."""
