"""RIFE v4 (v4.3 to v4.6), which is told the instant and answers for it.

Four blocks refine, from coarse to fine, the flow from the instant to both frames and how much of
each is seen. The instant is one more channel of what they look at.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from workers.engines.rife.sampling import blended, pulled, resized

_SCALES = (8, 4, 2, 1)
_WIDTHS = (192, 128, 96, 64)
_LAYERS = 8


class V4(nn.Module):
    """`widths` are those of its four blocks."""

    def __init__(self, widths: Sequence[int] = _WIDTHS) -> None:
        super().__init__()
        self.block0 = _Block(7, widths[0])
        self.block1 = _Block(12, widths[1])
        self.block2 = _Block(12, widths[2])
        self.block3 = _Block(12, widths[3])

    @classmethod
    def of(cls, state: dict[str, Tensor]) -> "V4":
        """The network of published weights."""
        network = cls([state[f"block{n}.conv0.1.0.weight"].shape[0] for n in range(len(_SCALES))])
        network.load_state_dict(state)
        return network

    def forward(self, before: Tensor, after: Tensor, fractions: Sequence[float]) -> Tensor:
        """Pictures (k, 3, h, w) at k fractions between two of (1, 3, h, w)."""
        one, other = (picture.expand(len(fractions), -1, -1, -1) for picture in (before, after))
        instant = one.new_tensor(fractions)[:, None, None, None].expand(-1, 1, *one.shape[2:])
        flow, mask = self.block0(torch.cat((one, other, instant), 1), None, _SCALES[0])
        for block, scale in zip((self.block1, self.block2, self.block3), _SCALES[1:], strict=True):
            first, second = pulled(one, flow[:, :2]), pulled(other, flow[:, 2:])
            seen = torch.cat((first, second, instant, mask), 1)
            change, shown = block(seen, flow, scale)
            flow, mask = flow + change, mask + shown
        moved = pulled(one, flow[:, :2]), pulled(other, flow[:, 2:])
        return blended(*moved, torch.sigmoid(mask))


class _Block(nn.Module):
    def __init__(self, channels: int, width: int) -> None:
        super().__init__()
        self.conv0 = nn.Sequential(_conv(channels, width // 2), _conv(width // 2, width))
        self.convblock = nn.Sequential(*(_Residual(width) for _ in range(_LAYERS)))
        self.lastconv = nn.Sequential(nn.ConvTranspose2d(width, 24, 4, 2, 1), nn.PixelShuffle(2))

    def forward(self, seen: Tensor, flow: Tensor | None, scale: int) -> tuple[Tensor, Tensor]:
        small = resized(seen, 1 / scale)
        if flow is not None:
            small = torch.cat((small, resized(flow, 1 / scale) / scale), 1)
        features = self.convblock(self.conv0(small.to(self.conv0[0][0].weight.dtype)))
        answer = resized(self.lastconv(features).float(), scale)
        return answer[:, :4] * scale, answer[:, 4:5]


class _Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, 1, 1)
        self.beta = nn.Parameter(torch.ones((1, width, 1, 1)))
        self.relu = nn.LeakyReLU(0.2)

    def forward(self, features: Tensor) -> Tensor:
        shown: Tensor = self.relu(self.conv(features) * self.beta + features)
        return shown


def _conv(channels: int, width: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(channels, width, 3, 2, 1), nn.LeakyReLU(0.2))
