"""Make the pictures of the documents with the program itself.

    python docs/pictures.py demo.mp4

writes `preview.webp` (moments of a film, moving) and `themes.webp` (ten themes, three shots each).
"""

import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import get_args
from zipfile import ZipFile

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from common.artifacts.script import Script, View
from common.config import Settings
from common.film_request import Excerpt, FilmRequest
from common.storage.local import LocalStorage
from workers.crew import Crew, open_crew
from workers.engines.video.reader import read_frames
from workers.local import Workshop, accept

HERE = Path(__file__).parent
SONG = HERE.parent / "examples/demo.ogg"
THEMES = (
    "a lighthouse keeper walks home along the sea at dusk",
    "neon city at night in the rain",
    "a fox crosses a snowy forest",
    "two sisters drive through the desert",
    "an astronaut lost in space",
    "jellyfish in the deep ocean",
    "my grandmother's kitchen",
    "a band on a stage in front of a crowd",
    "a castle above a misty lake",
    "a rider on a white horse crosses the prairie",
)
TILE = (320, 180)
SHOTS = 3
MOMENTS, SECONDS, RATE = 5, 1.25, 12


def themes(target: Path) -> None:
    """A row a theme: its name and three of its keyframes, spread over the film."""
    width, height = TILE
    sheet = Image.new("RGB", (2 * (SHOTS * width + 8), len(THEMES) // 2 * (height + 28)), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
    with tempfile.TemporaryDirectory() as folder:
        settings, store = Settings(), Path(folder)
        with open_crew(store=store, settings=settings, watch=lambda _: None) as crew:
            for number, theme in enumerate(THEMES):
                left = number % 2 * (SHOTS * width + 8)
                top = number // 2 * (height + 28)
                pen.text((left + 6, top + 5), theme, fill="black", font=font)
                for place, still in enumerate(stills(theme, store, settings, crew)):
                    sheet.paste(still.resize(TILE), (left + place * width, top + 28))
    sheet.save(target, quality=82)


def stills(theme: str, store: Path, settings: Settings, crew: Crew) -> list[Image.Image]:
    storage = LocalStorage(store)
    request = FilmRequest(theme=theme, height=360, excerpt=Excerpt(start=0, end=30))
    recipe = accept(SONG, request=request, storage=storage, settings=settings)
    shop = Workshop(folder=store / "work", storage=storage, crew=crew)
    script = shop.write(recipe)
    shots = recipe.shots(script=script, analysis=shop.analyse(recipe))
    chosen = [shots[number].keyframe for number in spread(script)]
    crew.run([[order] for order in chosen])
    return [picture(storage.fetch(order.key)) for order in chosen]


def spread(script: Script) -> list[int]:
    """A wide, a medium and a close shot, as far apart as the film has them."""
    places = np.linspace(0, len(script.scenes) - 1, SHOTS)
    chosen = []
    for view, place in zip(get_args(View), places, strict=True):
        numbers = [scene.index for scene in script.scenes if scene.view == view]
        chosen.append(min(numbers or range(len(script.scenes)), key=lambda n: abs(n - place)))
    return chosen


def picture(keyframe: Path) -> Image.Image:
    with ZipFile(keyframe) as layers, layers.open("mergedimage.png") as file:
        return Image.open(file).convert("RGB")


def preview(film: Path, target: Path) -> None:
    """Some moments of a film, one after another, small and moving."""
    fps, frames = read_frames(film, rows=270)
    every = [Image.fromarray(frame) for frame in islice(frames, 0, None, round(fps / RATE))]
    starts = np.linspace(0, len(every) - SECONDS * RATE - 1, MOMENTS).astype(int)
    shown = [every[start + n] for start in starts for n in range(round(SECONDS * RATE))]
    shown[0].save(
        target,
        save_all=True,
        append_images=shown[1:],
        duration=round(1000 / RATE),
        loop=0,
        quality=60,
        method=6,
    )


if __name__ == "__main__":
    preview(Path(sys.argv[1]), HERE / "preview.webp")
    themes(HERE / "themes.webp")
