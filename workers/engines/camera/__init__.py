"""A 2.5-D camera over layered pictures: any instant, any size, landings on the beat."""

from workers.engines.camera.camera import Camera
from workers.engines.camera.shot import Shot

__all__ = ["Camera", "Shot"]
