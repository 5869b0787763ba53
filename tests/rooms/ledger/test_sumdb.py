"""Heads and proofs of ours before Go's own checksum-database code, where the `go` program is here; nothing is downloaded."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firsthand.ledger.note import Checkpoint, sign_checkpoint, verifier_key
from firsthand.ledger.tree import Tree, leaf_hash

PROGRAM = """
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println("no:", err)
		os.Exit(1)
	}
}

func main() {
	var said struct {
		Key, Note string
		Records   []struct {
			Index, Size int64
			Leaf        []byte
			Root        tlog.Hash
			Path        tlog.RecordProof
		}
		Trees []struct {
			First, Second int64
			Old, Root     tlog.Hash
			Path          tlog.TreeProof
		}
	}
	data, err := os.ReadFile(os.Args[1])
	must(err)
	must(json.Unmarshal(data, &said))
	verifier, err := note.NewVerifier(said.Key)
	must(err)
	opened, err := note.Open([]byte(said.Note), note.VerifierList(verifier))
	must(err)
	for _, one := range said.Records {
		must(tlog.CheckRecord(one.Path, one.Size, one.Root, one.Index, tlog.RecordHash(one.Leaf)))
	}
	for _, one := range said.Trees {
		must(tlog.CheckTree(one.Path, one.Second, one.Root, one.First, one.Old))
	}
	fmt.Printf("%s %d %d", strings.Split(opened.Text, "\\n")[0], len(said.Records), len(said.Trees))
}
"""

SIZES = (1, 2, 3, 8, 100, 257)


def vendored() -> Path | None:
    """Where Go's distribution keeps `golang.org/x/mod`, which its `go` command is built from."""
    go = shutil.which("go")
    if not go:
        return None
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=False).stdout.strip()
    folder = Path(root) / "src" / "cmd" / "vendor" / "golang.org" / "x" / "mod"
    return folder if (folder / "sumdb" / "tlog").is_dir() else None


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the program that judges, from what lies beside the `go` program."""
    source = vendored()
    if source is None:
        pytest.skip("there is no Go here, or it came without its own sources")
    folder = tmp_path_factory.mktemp("go")
    # Older ones read signatures by golang.org/x/crypto/ed25519, which lies beside it.
    modules = [name for name in ("mod", "crypto") if (source.parent / name).is_dir()]
    wanted = ["module judge", "go 1.19"]
    for name in modules:
        shutil.copytree(source.parent / name, folder / name)
        (folder / name / "go.mod").write_text(f"module golang.org/x/{name}\n\ngo 1.19\n")
        wanted += [f"require golang.org/x/{name} v0.0.0", f"replace golang.org/x/{name} => ./{name}"]
    (folder / "main.go").write_text(PROGRAM)
    (folder / "go.mod").write_text("\n\n".join(wanted) + "\n")
    told = subprocess.run(
        ["go", "build", "-o", "judge", "."], cwd=folder, capture_output=True, text=True, check=False,
        env=os.environ | {"GOFLAGS": "-mod=mod", "GOPROXY": "off", "GOTOOLCHAIN": "local", "GOCACHE": str(folder / "cache")},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return folder / "judge"


def coded(data: bytes) -> str:
    """Base64, as Go's JSON has bytes and hashes."""
    return base64.b64encode(data).decode()


def said(tree: Tree, leaves: list[bytes]) -> dict[str, object]:
    """A signed head, and proofs in trees of several sizes."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = key.public_key().public_bytes_raw()
    head = Checkpoint(origin="firsthand/oradesh-test", size=len(leaves), root=tree.root(len(leaves)))
    return {
        "Key": verifier_key(head.origin, public), "Note": sign_checkpoint(head, public, key.sign),
        "Records": [
            {"Index": index, "Size": size, "Leaf": coded(leaves[index]), "Root": coded(tree.root(size)),
             "Path": [coded(one) for one in tree.inclusion(index, size)]}
            for size in SIZES for index in {0, size // 2, size - 1}
        ],
        "Trees": [
            {"First": first, "Second": second, "Old": coded(tree.root(first)), "Root": coded(tree.root(second)),
             "Path": [coded(one) for one in tree.consistency(first, second)]}
            for second in SIZES for first in {1, (second + 1) // 2, second}
        ],
    }  # fmt: skip


def test_go_takes_our_heads_and_proofs(judge: Path, tmp_path: Path) -> None:
    """Note, inclusion and consistency hold for Go's code; a head, a leaf and a proof that were changed do not."""
    leaves = [f"leaf {number} ورقة".encode() for number in range(max(SIZES))]
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf_hash(leaf))
    good = said(tree, leaves)

    def ask(value: object) -> subprocess.CompletedProcess[str]:
        (tmp_path / "said.json").write_text(json.dumps(value))
        return subprocess.run([judge, tmp_path / "said.json"], capture_output=True, text=True, check=False)

    records, trees = good["Records"], good["Trees"]
    assert isinstance(records, list)
    assert isinstance(trees, list)
    assert ask(good).stdout == f"firsthand/oradesh-test {len(records)} {len(trees)}"
    assert ask({**good, "Note": str(good["Note"]).replace("\n257\n", "\n256\n")}).returncode == 1
    assert ask({**good, "Records": [{**records[-1], "Leaf": coded(b"another")}]}).returncode == 1
    assert ask({**good, "Trees": [{**trees[-1], "First": 1, "Old": coded(bytes(32)), "Path": []}]}).returncode == 1
