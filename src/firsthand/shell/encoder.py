"""
Sentence encoders of this machine, in the layout of sentence-transformers: the embedder `sentence-folder`, the extra ``embeddings``.

A person names a folder, or an installed package that holds one. No code of that package runs: its folder is found by its list of
files. Only what the folder states in JSON and holds as safetensors is loaded; pickles, own code and modules other than the four
below are refused, and nothing is asked of the network. The same posts in the same order give the same bytes on one machine.

Known ugliness: the libraries are large, and a tokenizer is read by code that is not ours. Name only folders whose maker you know.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from firsthand.model.adapter import Adapter
from firsthand.model.errors import Mistaken, Unavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST_SETTING = 64 << 20
"""Bytes of a file of settings or words; a tokenizer for a hundred languages has 17 million."""
WIDEST = 4096
"""Numbers of a vector."""
BATCH = 32

_MODULE = re.compile(r"sentence_transformers\.(?:[a-z_]+\.)*(Transformer|Pooling|Normalize|Dense)")
_WEIGHED = ("Transformer", "Dense")
_CODE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderOptions:
    """
    Which encoder.

    Attributes:
        place: Name of an installed package, or a folder; one that is not absolute lies in the case.
        root: Folder of the case.
    """

    place: str = ""
    root: str = ""


class SentenceFolder:
    """See `desk.ports.Encoder`."""

    def __init__(self, options: EncoderOptions) -> None:
        self.name = re.sub(r"[^A-Za-z0-9.-]", "-", PurePosixPath(options.place.replace("\\", "/")).name)[:60] or "encoder"
        self._options = options

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the weights."""
        return _hashed(self._folder, self._weights)

    @cached_property
    def mark(self) -> str:
        """Name, weights, and what else a vector depends on: how words are cut, and the makers' versions."""
        known = {path for module in self._modules for path in (self._folder / module).iterdir() if path.is_file()}
        settings = sorted({path for path in known if path.suffix in (".json", ".txt", ".model") and path.stat().st_size <= LARGEST_SETTING})
        return f"{self.name} {self.digest[:16]}.{_hashed(self._folder, settings)[:8]}"

    @cached_property
    def languages(self) -> frozenset[str] | None:
        """Codes that the folder's README states; None where it states none."""
        try:
            head = (self._folder / "README.md").read_bytes()[:1 << 16].decode("utf-8", "replace")
        except OSError:
            return None
        front = re.match(r"\ufeff?---\s*\n(.*?)\n---\s*\n", head, re.DOTALL)
        said = re.search(r"^language:[ \t]*(.*(?:\n[ \t]*-[ \t]*\S+)*)", front[1], re.MULTILINE) if front else None
        words = re.split(r"[\s,\[\]\"'-]+", said[1]) if said else []
        codes = frozenset(word for word in words if _CODE.fullmatch(word))
        return None if not codes or "multilingual" in words else codes

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float16]:
        """
        Encode texts, each as a vector of length 1.

        Raises:
            Mistaken: The folder cannot be opened as an encoder.
            Unavailable: The libraries are not here.
        """
        import numpy as np

        found = np.asarray(self._open.encode(list(texts), batch_size=BATCH, show_progress_bar=False, convert_to_numpy=True), np.float32)
        if found.ndim != 2 or len(found) != len(texts) or not 0 < found.shape[1] <= WIDEST or not np.isfinite(found).all():
            raise _wrong(self._options.place, "does not give vectors of one width")
        made: NDArray[np.float16] = (found / np.maximum(np.linalg.norm(found, axis=1), 1e-9)[:, None]).astype(np.float16)
        return made

    @cached_property
    def _folder(self) -> Path:
        place = self._options.place
        try:
            folder = Path(self._options.root) / Path(place).expanduser()
            return folder if folder.is_dir() else _of_package(place)
        except (OSError, ValueError, RuntimeError) as error:  # a name that is too long, holds a NUL, or a home that nobody has
            raise _absent(place) from error

    @cached_property
    def _modules(self) -> dict[str, str]:
        """Paths of the modules in the folder, and what they are."""
        listed = _stated(self._options.place, self._folder / "modules.json")
        try:
            out = {str(one["path"]): _MODULE.fullmatch(str(one["type"])) for one in listed}
        except (TypeError, KeyError) as error:
            raise _wrong(self._options.place, "has a modules.json that lists no modules") from error
        if not 0 < len(out) <= 6:
            raise _wrong(self._options.place, f"has a modules.json that lists {len(out)} modules; one to six are opened")
        for path, kind in out.items():
            parts = PurePosixPath(path.replace("\\", "/"))
            if parts.is_absolute() or ".." in parts.parts or ":" in path or "\0" in path:
                raise _wrong(self._options.place, f"names a module outside of itself, {path!r}")
            if kind is None:
                raise _wrong(self._options.place, f"wants a module of a kind that is not opened here, at {path!r}")
        return {path: kind[1] for path, kind in out.items() if kind and (kind[1] != "Normalize" or (self._folder / path).is_dir())}

    @cached_property
    def _weights(self) -> list[Path]:
        out: list[Path] = []
        for path, kind in self._modules.items():
            here = sorted((self._folder / path).glob("*.safetensors")) if kind in _WEIGHED else []
            if kind in _WEIGHED and not here:
                raise _wrong(self._options.place, f"holds no weights as safetensors at {path or '.'!r}; other forms can carry programs")
            for setting in (self._folder / path).glob("*.json"):
                said = _stated(self._options.place, setting)
                if isinstance(said, dict) and "auto_map" in said:
                    raise _wrong(self._options.place, f"asks in {setting.name} for code of its own to be run")
            out += here
        return out

    @cached_property
    def _open(self) -> Any:
        assert self._weights
        # Read by the libraries when they are imported: nothing is asked of the network, and nothing is drawn on the screen.
        os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1",
                       "HF_HUB_DISABLE_PROGRESS_BARS": "1", "TOKENIZERS_PARALLELISM": "false"}  # fmt: skip
        try:
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging
        except ImportError as error:
            raise _absent(self._options.place) from error
        torch.set_num_threads(1)
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        try:
            model = SentenceTransformer(
                str(self._folder), device="cpu", local_files_only=True, trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )  # fmt: skip
        except Exception as error:  # the adapter call: these libraries raise whatever a folder makes them
            raise _wrong(self._options.place, f"cannot be opened as an encoder ({type(error).__name__}: {str(error)[:200]})") from error
        model.eval()
        return model


def _of_package(name: str) -> Path:
    """The folder in an installed package; none of its code runs."""
    from importlib import metadata

    try:
        files = metadata.files(name) if re.fullmatch(r"[A-Za-z0-9._-]{1,80}", name) else None
    except metadata.PackageNotFoundError:
        files = None
    found = sorted((str(one.locate()) for one in files or () if one.name == "modules.json"), key=len)
    if found:
        return Path(found[0]).parent
    raise _absent(name)


def _stated(place: str, path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_SETTING:
            raise _wrong(place, f"has a {path.name} of more than {LARGEST_SETTING >> 20} MiB")
        return json.loads(path.read_bytes())
    except OSError as error:
        raise _wrong(place, f"has no {path.name} that can be read") from error
    except (ValueError, RecursionError) as error:
        raise _wrong(place, f"has a {path.name} that is no JSON") from error


def _hashed(folder: Path, paths: Sequence[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            one = hashlib.file_digest(file, "sha256").hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()} {one}\n".encode())
    return whole.hexdigest()


def _absent(place: str) -> Unavailable:
    advice = "Run `pip install 'firsthand[embeddings]'`, and install the encoder's package or name its folder; or empty `encoder` there."
    return Unavailable(f"The encoder {place!r} of case.toml is not on this machine.", code="no-encoder", advice=advice)


def _wrong(place: str, what: str) -> Mistaken:
    advice = "Name a folder in the layout of sentence-transformers whose weights are safetensors; or empty `encoder` in case.toml."
    return Mistaken(f"The encoder {place!r} of case.toml {what}.", code="encoder-wrong", advice=advice)


EMBEDDER = Adapter(
    kind="embedder", name="sentence-folder", version="1", summary="Vectors of posts from a sentence encoder on this machine.",
    options=EncoderOptions, needs=("sentence-transformers",), open=SentenceFolder,
    losses=("Addresses and handles are not encoded, and nothing behind the 4,000th character.",),
)  # fmt: skip
