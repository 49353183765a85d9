"""Bring blocks of changing rate and channels to one form."""

from collections.abc import Iterator

import av
import numpy as np

from common.decoding.form import Block, Form, Piece


class Fitter:
    """A stream of pieces in, blocks of one rate and channel count out."""

    def __init__(self, *, sample_rate: int, channels: int) -> None:
        self.sample_rate, self.channels = sample_rate, channels
        self._source: Form | None = None
        self._resamplers: list[av.AudioResampler] = []

    def fit(self, piece: Piece) -> Iterator[Block]:
        """Blocks that became ready with this piece."""
        if piece.form != self._source:
            yield from self.flush()
            self._source = piece.form
            if piece.form.sample_rate != self.sample_rate:
                self._resamplers = [self._resampler() for _ in range(self.channels)]
        samples = with_channels(finite(piece.samples), self.channels)
        if self._resamplers:
            yield from self._resampled([_frame(c, piece.form.sample_rate) for c in samples])
        else:
            yield samples

    def flush(self) -> Iterator[Block]:
        """What the resamplers still hold back."""
        if self._resamplers and self._source is not None:
            yield from self._resampled([None] * self.channels)
        self._resamplers = []

    def _resampler(self) -> av.AudioResampler:
        return av.AudioResampler("fltp", "mono", self.sample_rate)

    def _resampled(self, frames: list[av.AudioFrame | None]) -> Iterator[Block]:
        """One resampler a channel: FFmpeg has no layout for every number of channels."""
        made = [r.resample(f) for r, f in zip(self._resamplers, frames, strict=True)]
        for parts in zip(*made, strict=True):
            yield np.concatenate([part.to_ndarray() for part in parts]).astype(np.float32)


def finite(samples: Block) -> Block:
    """NaN and infinities, which float files may hold, become silence."""
    if np.isfinite(samples).all():
        return samples
    return np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)


def with_channels(samples: Block, channels: int) -> Block:
    """The same sound with another number of channels.

    Mono is copied to all; to mono is the mean; surplus channels of a surround mix go to both
    sides at half weight, since their layout is often not stated.
    """
    present = len(samples)
    if present == channels:
        return samples
    if present == 1:
        return np.repeat(samples, channels, axis=0)
    if channels == 1:
        mono: Block = np.mean(samples, axis=0, keepdims=True, dtype=np.float32)
        return mono
    if present > channels:
        surplus = np.mean(samples[channels:], axis=0, dtype=np.float32)
        mixed: Block = samples[:channels] + np.float32(0.5) * surplus
        return mixed
    missing = np.zeros((channels - present, samples.shape[1]), np.float32)
    return np.concatenate([samples, missing])


def _frame(channel: Block, rate: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(channel[None]), "fltp", "mono")
    frame.sample_rate = rate
    return frame
