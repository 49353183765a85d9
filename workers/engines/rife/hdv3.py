"""RIFE HDv3 (v3.6), which knows the middle between two frames.

Three blocks refine, from coarse to fine, the flow from the middle to both frames and how much of
each is seen. Each block answers twice, for the pair and for the pair reversed, and the mean counts.

Other instants. The interval is halved as often as `HALVINGS` says, towards the instant; within what
is left, motion is taken as even: at its fraction s, the flow from its middle to one end is scaled
by 2 s and to the other by 2 (1 - s). Halving alone would quantise time, and motion would tremble.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from workers.engines.rife.sampling import blended, pulled, resized

HALVINGS = 1
_SCALES = (4, 2, 1)

Span = tuple[float, float]


class Hdv3(nn.Module):
    """`width` is that of its blocks; the published one has 90 channels."""

    def __init__(self, width: int = 90) -> None:
        super().__init__()
        self.block0 = _Block(11, width)
        self.block1 = _Block(11, width)
        self.block2 = _Block(11, width)

    @classmethod
    def of(cls, state: dict[str, Tensor]) -> "Hdv3":
        """The network of published weights; those of its teacher are left aside."""
        known = {name: value for name, value in state.items() if not name.startswith("block_tea.")}
        network = cls(width=known["block0.conv0.1.0.weight"].shape[0])
        network.load_state_dict(known)
        return network

    def forward(self, before: Tensor, after: Tensor, fractions: Sequence[float]) -> Tensor:
        """Pictures (k, 3, h, w) at k fractions between two of (1, 3, h, w)."""
        known = {0.0: before, 1.0: after}
        spans: list[Span] = [(0.0, 1.0)] * len(fractions)
        for _ in range(HALVINGS):
            unique, first, second = _ends(spans, known)
            flow, mask = self._motion(first, second)
            middles = _shown(first, second, flow, mask, first.new_full((len(unique),), 0.5))
            for (start, end), middle in zip(unique, middles.split(1), strict=True):
                known[(start + end) / 2] = middle
            spans = [_half(span, t) for span, t in zip(spans, fractions, strict=True)]
        unique, first, second = _ends(spans, known)
        flow, mask = self._motion(first, second)
        which = [unique.index(span) for span in spans]
        inside = [(t - s) / (e - s) for t, (s, e) in zip(fractions, spans, strict=True)]
        local = first.new_tensor(inside)
        return _shown(first[which], second[which], flow[which], mask[which], local)

    def _motion(self, before: Tensor, after: Tensor) -> tuple[Tensor, Tensor]:
        """Flow from the middle to both frames, (n, 4, h, w), and the mask before its sigmoid."""
        flow = before.new_zeros((len(before), 4, *before.shape[2:]))
        mask = before.new_zeros((len(before), 1, *before.shape[2:]))
        first, second = before, after
        for block, scale in zip((self.block0, self.block1, self.block2), _SCALES, strict=True):
            there, seen = block(torch.cat((first, second, mask), 1), flow, scale)
            back, hidden = block(torch.cat((second, first, -mask), 1), _reversed(flow), scale)
            flow = flow + (there + _reversed(back)) / 2
            mask = mask + (seen - hidden) / 2
            first, second = pulled(before, flow[:, :2]), pulled(after, flow[:, 2:])
        return flow, mask


def _ends(spans: Sequence[Span], known: dict[float, Tensor]) -> tuple[list[Span], Tensor, Tensor]:
    unique = sorted(set(spans))
    first = torch.cat([known[start] for start, _ in unique])
    return unique, first, torch.cat([known[end] for _, end in unique])


def _half(span: Span, t: float) -> Span:
    middle = sum(span) / 2
    return (span[0], middle) if t <= middle else (middle, span[1])


def _shown(first: Tensor, second: Tensor, flow: Tensor, mask: Tensor, at: Tensor) -> Tensor:
    s = at[:, None, None, None]
    seen = torch.sigmoid(mask)
    weight, other = (1 - s) * seen, s * (1 - seen)
    moved = pulled(first, 2 * s * flow[:, :2]), pulled(second, 2 * (1 - s) * flow[:, 2:])
    return blended(*moved, weight / (weight + other).clamp_min(1e-6))


def _reversed(flow: Tensor) -> Tensor:
    return torch.cat((flow[:, 2:], flow[:, :2]), 1)


class _Block(nn.Module):
    def __init__(self, channels: int, width: int) -> None:
        super().__init__()
        half = width // 2
        self.conv0 = nn.Sequential(_conv(channels, half, 2), _conv(half, width, 2))
        self.convblock0 = nn.Sequential(_conv(width, width), _conv(width, width))
        self.convblock1 = nn.Sequential(_conv(width, width), _conv(width, width))
        self.convblock2 = nn.Sequential(_conv(width, width), _conv(width, width))
        self.convblock3 = nn.Sequential(_conv(width, width), _conv(width, width))
        self.conv1 = _enlarging(width, 4)
        self.conv2 = _enlarging(width, 1)

    def forward(self, pictures: Tensor, flow: Tensor, scale: int) -> tuple[Tensor, Tensor]:
        small = torch.cat((resized(pictures, 1 / scale), resized(flow, 1 / scale) / scale), 1)
        features = self.conv0(small.to(self.conv0[0][0].weight.dtype))
        for block in (self.convblock0, self.convblock1, self.convblock2, self.convblock3):
            features = block(features) + features
        change, mask = self.conv1(features).float(), self.conv2(features).float()
        return resized(change, scale) * scale, resized(mask, scale)


def _conv(channels: int, width: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(channels, width, 3, stride, 1), nn.PReLU(width))


def _enlarging(width: int, channels: int) -> nn.Sequential:
    return nn.Sequential(
        nn.ConvTranspose2d(width, width // 2, 4, 2, 1),
        nn.PReLU(width // 2),
        nn.ConvTranspose2d(width // 2, channels, 4, 2, 1),
    )
