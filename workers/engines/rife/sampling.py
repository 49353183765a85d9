"""What all layouts of the network share: pictures sampled along a flow, and resized.

Conventions: pictures are (n, 3, h, w), 0 to 1; flow is (n, 2, h, w) in pixels (right, down).
"""

import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from torch import Tensor


def pulled(pictures: Tensor, flow: Tensor) -> Tensor:
    """Pictures sampled at every pixel plus its flow; beyond an edge the edge goes on.

    Positions are float32 whatever the flow is: in half precision a pixel at the right edge of a
    picture of 1024 could be meant to a quarter only.
    """
    height, width = pictures.shape[2:]
    down, right = torch.meshgrid(
        torch.arange(height, device=flow.device, dtype=torch.float32),
        torch.arange(width, device=flow.device, dtype=torch.float32),
        indexing="ij",
    )
    across = 2 * (right + flow[:, 0].float()) / max(width - 1, 1) - 1
    along = 2 * (down + flow[:, 1].float()) / max(height - 1, 1) - 1
    where = torch.stack((across, along), dim=3)
    return F.grid_sample(pictures, where, padding_mode="border", align_corners=True)


def resized(tensor: Tensor, factor: float) -> Tensor:
    if factor == 1:
        return tensor
    return F.interpolate(tensor, scale_factor=factor, mode="bilinear", align_corners=False)


def blended(first: Tensor, second: Tensor, share: Tensor) -> Tensor:
    """`share` of the first and the rest of the second."""
    return first * share + second * (1 - share)
