"""What a run says about reading scans: what runs the model, and where pages that were read are kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROVIDERS = {  # by setting, as onnxruntime calls them
    "cpu": "CPUExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "tensorrt": "TensorrtExecutionProvider",
    "rocm": "ROCMExecutionProvider",
    "migraphx": "MIGraphXExecutionProvider",
    "directml": "DmlExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "openvino": "OpenVINOExecutionProvider",
}


@dataclass(frozen=True, slots=True)
class Options:
    """``provider`` is a key of `PROVIDERS`; ``kept`` the folder for pages that were read, None to keep none."""

    provider: str = "cpu"
    kept: Path | None = None


PLAIN = Options()  # by the processor, keeping nothing
_current = [PLAIN]


def use(options: Options) -> None:
    """From now on, in this process.  A model that is loaded stays with its provider."""
    _current[0] = options


def current() -> Options:
    """As `use` was told last."""
    return _current[0]
