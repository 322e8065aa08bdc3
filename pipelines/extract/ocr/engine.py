"""The recogniser of printed text: the PP-OCR model that the rapidocr wheel carries, run by onnxruntime.

The model is opened as a file, so nothing is ever fetched.  Its characters come one by one with a probability,
which rapidocr's own decoder would average away; figures need the weakest one.
"""

from __future__ import annotations

import importlib.util
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import cv2
import numpy as np

from pipelines.extract.ocr.available import MISSING, OCR, is_available
from pipelines.extract.ocr.picture import Gray
from pipelines.model.document import ReadError, Unreadable
from pipelines.model.scan_options import PROVIDERS, current
from pipelines.workers.allowance import lift_memory

_log = logging.getLogger(__name__)

_MODEL = "PP-OCRv6_rec_small.onnx"
HEIGHT = 48  # px, what the model was trained on
_STEP = 8  # px of a crop behind one time step of the output
_MAX_WIDTH = 2400  # px: a longer line is squeezed
_BATCH = 640  # px of crops side by side in one call: more are no quicker where pages are read side by side, and their
# output (18,710 classes a step) is memory that the system hands out and takes back each time
_MEMORY = 1 << 30  # bytes of address space that the libraries and the model take, page pictures apart
FIGURE_CHARS = "0123456789.,-()%"
NOUGHTS = "Oo〇○"  # the print of a nought, alone in its cell, is that of these: their chances are its chance
Steps: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"  # chances of none and each of `FIGURE_CHARS`, step by step


@dataclass(frozen=True, slots=True)
class Reading:
    """What one crop says: its text and the probability of each of its characters.

    ``steps``: what figures it may be, along its width.
    """

    text: str
    chances: tuple[float, ...]
    steps: Steps | None = field(default=None, compare=False, repr=False)

    @property
    def weakest(self) -> float:
        """Probability of the least certain character that is no blank; 0 where nothing was read."""
        return min((c for t, c in zip(self.text, self.chances, strict=True) if t != " "), default=0.0)

    @property
    def mean(self) -> float:
        """Average probability of the characters; 0 where nothing was read."""
        return sum(self.chances) / len(self.chances) if self.chances else 0.0


@cache
def engine() -> Engine:
    """The recogniser of this process, loaded once.  Raises ``ReadError`` (TOOL_MISSING) without the packages."""
    if not is_available():
        raise ReadError(Unreadable.TOOL_MISSING, MISSING, lacking=OCR)
    spec = importlib.util.find_spec("rapidocr")  # found, not imported: only its model file is needed
    places = spec.submodule_search_locations if spec else None
    path = next((p for place in places or () if (p := Path(place) / "models" / _MODEL).is_file()), None)
    if path is None:
        raise ReadError(Unreadable.TOOL_MISSING, f"this version of rapidocr does not hold the model {_MODEL}")
    lift_memory(_MEMORY)
    cv2.setNumThreads(1)  # worker processes share the cores among documents
    return Engine(path, _providers(current().provider))


def _providers(wanted: str) -> list[str]:
    """What runs the model, in the order in which it is asked; the processor, said so, where the other is not there."""
    import onnxruntime

    name = PROVIDERS[wanted]
    if name not in onnxruntime.get_available_providers():
        _log.warning("ocr_provider %s is not in this onnxruntime: scans are read by the processor", wanted)
        return [PROVIDERS["cpu"]]
    return list(dict.fromkeys([name, PROVIDERS["cpu"]]))


class Engine:
    """Reads crops of single lines, in one thread."""

    def __init__(self, model: Path, providers: Sequence[str] = ("CPUExecutionProvider",)) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # crops differ in width: an arena would keep the largest of each
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(model), options, providers=list(providers))
        characters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *characters, " "]
        self._figures = np.array([0, *(self._characters.index(c) for c in FIGURE_CHARS)])
        self._nought = self._characters.index("0")
        self._like_nought = [self._characters.index(c) for c in NOUGHTS if c in self._characters]

    def read(self, crops: Sequence[Gray], *, figures: bool = False) -> list[Reading]:
        """The text of each crop (one line, dark on light); ``figures`` allows digits and ``.,-()%`` only.

        Those that are the same to the pixel are read once.
        """
        different = {_seen(one): one for one in crops}
        read = dict(zip(different, self._different(list(different.values()), figures), strict=True))
        return [read[_seen(one)] for one in crops]

    def _different(self, crops: Sequence[Gray], figures: bool) -> list[Reading]:
        """As `read`, for crops that are not the same to the pixel."""
        out: list[Reading] = [Reading("", ())] * len(crops)
        alike: dict[int, list[int]] = defaultdict(list)
        for i, one in enumerate(crops):
            alike[_width(one)].append(i)  # none is padded: a reading does not depend on what is read beside it
        for width, numbers in alike.items():
            together = max(1, _BATCH // width)
            for start in range(0, len(numbers), together):
                chosen = numbers[start : start + together]
                for i, reading in zip(chosen, self._run([crops[i] for i in chosen], width, figures), strict=True):
                    out[i] = reading
        return out

    def _run(self, crops: list[Gray], width: int, figures: bool) -> list[Reading]:
        batch = np.zeros((len(crops), 3, HEIGHT, width), dtype=np.float32)
        for row, crop in zip(batch, crops, strict=True):
            shrinks = crop.shape[0] > HEIGHT
            resized = cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
            row[:] = resized.astype(np.float32) / 127.5 - 1.0
        try:
            chances = self._session.run(None, {"x": batch})[0]
        except Exception as error:  # onnxruntime has classes of its own for what C++ threw
            if "bad_alloc" in str(error):
                raise MemoryError from error
            raise
        return [self._decode(c, figures) for c in chances]

    def _decode(self, chances: np.ndarray[Any, Any], figures: bool) -> Reading:
        """Greedy CTC: the likeliest class of each step, runs joined, blanks (class 0) dropped."""
        nought = chances[:, self._nought] + chances[:, self._like_nought].sum(axis=1)
        steps = np.asarray(chances[:, self._figures], dtype=np.float32)
        steps[:, self._figures == self._nought] = nought[:, None]
        if figures:
            chances = steps
        best = chances.argmax(axis=1)
        sure = chances[np.arange(len(best)), best]
        if not figures:
            sure = np.where(np.isin(best, [self._nought, *self._like_nought]), nought, sure)
        text, certain = [], []
        for step, index in enumerate(best):
            if index and (step == 0 or index != best[step - 1]):
                text.append(self._characters[int(self._figures[index]) if figures else int(index)])
                certain.append(float(sure[step]))
            elif index and sure[step] > certain[-1]:
                certain[-1] = float(sure[step])
        return Reading("".join(text), tuple(certain), steps)


def _seen(crop: Gray) -> tuple[int, bytes]:
    """What tells a crop from every other."""
    return crop.shape[0], crop.tobytes()


def _width(crop: Gray) -> int:
    """Width of a crop once it is ``HEIGHT`` high, in whole steps of the model."""
    high, wide = int(crop.shape[0]), int(crop.shape[1])
    exact = max(HEIGHT // 3, min(_MAX_WIDTH, round(wide * HEIGHT / high)))
    return -(-exact // _STEP) * _STEP
