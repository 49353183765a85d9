"""Decode with libsndfile what FFmpeg refuses."""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import soundfile

from common.decoding.form import Form, Piece

_FRAMES = 65536


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Decoded sound in blocks, until the samples end or stop being readable.

    Raises:
        soundfile.LibsndfileError: libsndfile does not know this content.
    """
    file.seek(0)
    with soundfile.SoundFile(file) as sound:
        form = Form(
            codec=sound.subtype.lower(),
            container=sound.format.lower(),
            sample_rate=sound.samplerate,
            channels=sound.channels,
        )
        while True:
            try:
                samples = sound.read(_FRAMES, dtype="float32", always_2d=True)
            except (soundfile.SoundFileError, ValueError):
                return
            if not len(samples):
                return
            yield Piece(form, np.ascontiguousarray(samples.T))
