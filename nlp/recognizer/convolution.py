"""The convolutions of slovnet's network, with each window laid side by side in memory.

slovnet gathers the numbers of a window one by one; whole rows are copied in half the time. The sums are the same but
for the order in which they are added.
"""

from __future__ import annotations

from typing import Any


def with_rows(model: Any) -> None:
    """Exchange the convolutions of a loaded slovnet tagger."""
    for layer in model.encoder.layers:
        layer.conv = _Convolution(layer.conv)


class _Convolution:
    """As `slovnet.exec.model.Conv1d`: an array of texts × numbers × words to one of texts × filters × words."""

    def __init__(self, conv: Any) -> None:
        import numpy as np

        filters, _, self._width = conv.weight.shape
        self._weight = np.ascontiguousarray(conv.weight.array.transpose(2, 1, 0).reshape(-1, filters))
        self._bias = conv.bias.array
        self._padding = conv.padding

    def __call__(self, words: Any) -> Any:
        import numpy as np

        around = (0, 0), (self._padding, self._padding), (0, 0)
        rows = np.pad(words.swapaxes(2, 1), around)
        texts, padded, _ = rows.shape
        count = padded - self._width + 1
        windows = np.concatenate([rows[:, at : at + count] for at in range(self._width)], axis=2)
        sums = windows.reshape(texts * count, -1) @ self._weight + self._bias
        return sums.reshape(texts, count, -1).swapaxes(2, 1)
