"""Sentence encoders in folders: what is refused before any of it is opened, and a tiny real one where the libraries are here."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from firsthand.model.errors import Mistaken, Unavailable
from firsthand.shell.encoder import EMBEDDER, EncoderOptions, SentenceFolder

TRANSFORMER = {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}
POOLING = {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"}


def _folder(root: Path, *, modules: object = (TRANSFORMER, POOLING), config: object = None, weights: str = "model.safetensors") -> Path:
    folder = root / "encoder"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "modules.json").write_text(json.dumps(modules), "utf-8")
    (folder / "config.json").write_text(json.dumps(config or {"model_type": "bert"}), "utf-8")
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"word_embedding_dimension": 8}), "utf-8")
    (folder / weights).write_bytes(struct.pack("<Q", 2) + b"{}")
    return folder


def _encoder(folder: Path) -> SentenceFolder:
    return SentenceFolder(EncoderOptions(place=str(folder)))


def test_the_mark_names_weights_and_settings(tmp_path: Path) -> None:
    """Other weights are another encoder; other settings change the mark and not the digest; a README's words change nothing."""
    folder = _folder(tmp_path)
    first = (_encoder(folder).digest, _encoder(folder).mark)
    (folder / "README.md").write_text("---\nlanguage: en\nlicense: mit\n---\n", "utf-8")
    assert (_encoder(folder).digest, _encoder(folder).mark) == first
    (folder / "config.json").write_text('{"model_type": "bert", "layers": 2}', "utf-8")
    second = (_encoder(folder).digest, _encoder(folder).mark)
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", 3) + b"{} ")

    assert second[0] == first[0]
    assert second[1] != first[1]
    assert _encoder(folder).digest != first[0]
    assert first[1].startswith("encoder ")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weights": "pytorch_model.bin"}, "no weights as safetensors"),
        ({"config": {"auto_map": {"AutoModel": "evil.Model"}}}, "code of its own"),
        ({"modules": [{**TRANSFORMER, "type": "os.system"}]}, "not opened here"),
        ({"modules": [{**TRANSFORMER, "type": "sentence_transformers.models.CLIPModel"}]}, "not opened here"),
        ({"modules": [{**TRANSFORMER, "path": "../elsewhere"}]}, "outside of itself"),
        ({"modules": [{**TRANSFORMER, "path": "/etc"}]}, "outside of itself"),
        ({"modules": []}, "lists 0 modules"),
        ({"modules": {"path": 3}}, "lists no modules"),
        ({"modules": 7}, "lists no modules"),
        ({"modules": [{**TRANSFORMER, "path": f"m{n}"} for n in range(9)]}, "lists 9 modules"),
    ],
)  # fmt: skip
def test_a_hostile_folder_is_refused_before_it_is_opened(tmp_path: Path, change: dict, words: str) -> None:
    """Pickles, own code, alien modules and paths that lead outside are refused, by name and with a remedy."""
    folder = _folder(tmp_path, **change)

    with pytest.raises(Mistaken, match=words) as refused:
        _encoder(folder).vectors(["bread"])
    assert str(folder) in str(refused.value)
    assert "case.toml" in refused.value.advice()


def test_a_settings_file_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    """Deep or garbled JSON gives a sentence."""
    folder = _folder(tmp_path)
    for bomb in (b"[" * 200_000, b"\xff\xfe", b"{"):
        (folder / "tokenizer.json").write_bytes(bomb)
        with pytest.raises(Mistaken, match=r"tokenizer\.json that is no JSON"):
            _encoder(folder).vectors(["bread"])


@pytest.mark.parametrize(
    ("readme", "codes"),
    [
        ("---\nlanguage: en\n---\n", {"en"}),
        ("---\nlicense: mit\nlanguage:\n- ar\n- uk\ntags:\n- x\n---\n", {"ar", "uk"}),
        ("---\nlanguage: [ar, \"fr\"]\n---\n", {"ar", "fr"}),
        ("---\nlanguage:\n- multilingual\n- ar\n---\n", None),
        ("# words\nlanguage: en\n", None),
        ("", None),
    ],
)  # fmt: skip
def test_languages_are_those_that_its_makers_state(tmp_path: Path, readme: str, codes: set[str] | None) -> None:
    """From the head of its README; where none are stated, it is asked about all."""
    folder = _folder(tmp_path)
    (folder / "README.md").write_text(readme, "utf-8")

    assert _encoder(folder).languages == codes


@pytest.mark.parametrize(
    "place", ["no-such-encoder-anywhere", "pytest", "../../etc", "a b", "x" * 300, "os;import", "a\0b", "~nobody-here/e"]
)
def test_what_is_not_here_is_said(tmp_path: Path, place: str) -> None:
    """A package that is not installed or holds no encoder, and a name that is none, are unavailable; no code of a package runs."""
    encoder = SentenceFolder(EncoderOptions(place=place, root=str(tmp_path)))

    with pytest.raises(Unavailable) as missing:
        encoder.vectors(["bread"])
    assert "firsthand[embeddings]" in missing.value.advice()
    assert EMBEDDER.kind == "embedder"


def _tiny(root: Path) -> Path:
    """A real folder, of a model that was never taught: two layers of eight numbers."""
    models = pytest.importorskip("sentence_transformers.models")
    transformers = pytest.importorskip("transformers")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "bread", "water", "cellar", "help", "market"]
    made = root / "made"
    made.mkdir()
    (made / "vocab.txt").write_text("\n".join(words), "utf-8")
    transformers.BertTokenizerFast(vocab=str(made / "vocab.txt")).save_pretrained(str(made))
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16, max_position_embeddings=64,
    )  # fmt: skip
    transformers.BertModel(config).save_pretrained(str(made), safe_serialization=True)
    first = models.Transformer(str(made), max_seq_length=32)
    modules = [first, models.Pooling(first.get_word_embedding_dimension())]
    pytest.importorskip("sentence_transformers").SentenceTransformer(modules=modules, device="cpu").save(str(root / "tiny"))
    return root / "tiny"


@pytest.mark.filterwarnings("ignore")
def test_a_real_folder_gives_the_same_vectors_each_time(tmp_path: Path) -> None:
    """Length 1, one width, byte for byte; empty, hostile and endless texts are borne."""
    folder = _tiny(tmp_path)
    texts = ["help, water in the cellar", "bread", "", "خبز 💔 \u202e", "market " * 4000]

    first, again = _encoder(folder).vectors(texts), _encoder(folder).vectors(texts)

    assert first.shape == (5, 8)
    assert first.dtype == np.float16
    assert first.tobytes() == again.tobytes()
    assert np.allclose(np.linalg.norm(first.astype(float), axis=1), 1, atol=0.01)


@pytest.mark.filterwarnings("ignore")
def test_a_real_folder_with_garbled_weights_is_named(tmp_path: Path) -> None:
    """What the libraries raise becomes a sentence with the folder's name."""
    folder = _tiny(tmp_path)
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", 1 << 60) + b"{}")

    with pytest.raises(Mistaken, match="cannot be opened as an encoder"):
        _encoder(folder).vectors(["bread"])
