"""What all diffusion models share: where they run, how they are loaded, watched and checked."""

import os

# Read by huggingface_hub when it is imported: a worker loads what was pulled and asks nobody.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
