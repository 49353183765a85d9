import pytest
import torch

from common.errors import EngineError, GpuMemoryError
from workers.engines.diffusion.soundness import decoded_soundly, denoised_soundly, is_picture


class Decoder:
    """Overflows in every precision but those it is told to be sound in."""

    def __init__(self, *sound: torch.dtype, bad: float = float("nan")) -> None:
        self.dtype, self.sound, self.bad = torch.bfloat16, sound, bad
        self.answers = 0

    def to(self, dtype: torch.dtype) -> None:
        self.dtype = dtype

    def decode(self) -> torch.Tensor:
        self.answers += 1
        return torch.full((1, 3, 4, 4), 0.3 if self.dtype in self.sound else self.bad)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -1.0])
def test_what_is_no_picture_is_decoded_again_in_float32(bad: float) -> None:
    decoder = Decoder(torch.float32, bad=bad)
    assert is_picture(decoded_soundly(decoder.decode, by=decoder, what="sdxl"))
    assert (decoder.answers, decoder.dtype) == (2, torch.bfloat16)


def test_what_is_sound_is_made_once() -> None:
    decoder = Decoder(torch.bfloat16)
    decoded_soundly(decoder.decode, by=decoder, what="sdxl")
    assert decoder.answers == 1


def test_what_stays_unsound_is_not_shipped() -> None:
    decoder = Decoder()
    with pytest.raises(EngineError, match="sdxl gave numbers"):
        denoised_soundly(decoder.decode, by=decoder, what="sdxl")
    assert decoder.dtype == torch.bfloat16


def test_float32_may_not_fit() -> None:
    decoder = Decoder()

    def decode() -> torch.Tensor:
        if decoder.dtype == torch.float32:
            raise torch.OutOfMemoryError
        return decoder.decode()

    with pytest.raises(GpuMemoryError, match="float32 does not fit"):
        decoded_soundly(decode, by=decoder, what="sdxl")
    assert decoder.dtype == torch.bfloat16


def test_in_float32_nothing_is_tried_twice() -> None:
    decoder = Decoder()
    decoder.dtype = torch.float32
    with pytest.raises(EngineError):
        decoded_soundly(decoder.decode, by=decoder, what="sdxl")
    assert decoder.answers == 1
