"""
What a power cut may leave on a disk, worked out from the system calls of a program.

`strace` tells what the program asked for. At any moment only this much is certain: bytes of a file that was synced after
they were written, and names of a folder that was synced after they changed. Everything later may be there or not, each
write and each name for itself and in any order, and a write may be torn at sectors. `Recording.state` makes one such
disk. The model is stricter than any file system that we know: what holds here holds where only POSIX is promised.

Not in it: what is mapped into memory (SQLite's ``-shm``, which is rebuilt and left out here), disks that lose what they
said they had synced, and a folder that loses names it had synced. `read` is not followed: who reads and then writes
through the same handle without `lseek` is not understood. Other programs that the program starts are not followed.

Many disks are made of one recording, so what is certain at a moment is worked out once and kept (moments that go up are
cheap), and every `Content` knows its digest: two disks that are the same are found by `fingerprint` without a look.

Source:
    The idea is that of ALICE: Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014.
"""

from __future__ import annotations

import hashlib
import math
import os
import random
import re
import shutil
import subprocess
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

SECTOR_BYTES = 512

CALLS = (
    "open,openat,openat2,creat,close,dup,dup2,dup3,lseek,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,"
    "sendfile,copy_file_range,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,"
    "link,linkat,symlink,symlinkat,execve"
)

UNKNOWN = frozenset({"writev", "pwritev", "pwritev2", "fallocate", "sendfile", "copy_file_range", "symlink",
                     "symlinkat", "truncate", "openat2", "dup", "dup2", "dup3", "creat", "open"})  # fmt: skip
"""Calls that would change a disk in ways that nobody taught this simulator; met on a watched file, they are an error."""

Loss = Literal["none", "all", "some"]
"""Which of the uncertain steps are on the disk: none, all, or each by chance (and then torn)."""

_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)(?: .*)?$", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class _Write(NamedTuple):
    at: int
    offset: int
    data: bytes


class _Cut(NamedTuple):
    at: int
    size: int


class _Name(NamedTuple):
    """A change of names: `path` now means `node`; None: nothing. A renaming says what it was called."""

    at: int
    path: str
    node: _Node | None
    before: str = ""


class Content(bytes):
    """The bytes of a file, with their digest, worked out once."""

    _digest: bytes | None = None

    @property
    def digest(self) -> bytes:
        """SHA-256."""
        if self._digest is None:
            self._digest = hashlib.sha256(self).digest()
        return self._digest


State = dict[str, Content | None]
"""A disk: path to bytes; None for a folder."""


class _Node:
    """A file or a folder, whatever it is called."""

    def __init__(self, *, folder: bool = False) -> None:
        self.folder = folder
        self.steps: list[_Write | _Cut] = []
        self.moments: list[int] = []
        self.syncs: list[int] = []
        self.size = 0
        self._certain = bytearray()
        self._count = 0
        self._whole: Content | None = None

    def step(self, step: _Write | _Cut) -> None:
        """Note what was done to the bytes."""
        self.steps.append(step)
        self.moments.append(step.at)

    def synced(self, until: int) -> int:
        """The last sync up to a moment; 0 when there is none."""
        found = bisect_right(self.syncs, until)
        return self.syncs[found - 1] if found else 0

    def lasts_from(self, since: int) -> float:
        """The first sync after a moment; never: infinity."""
        found = bisect_right(self.syncs, since)
        return self.syncs[found] if found < len(self.syncs) else math.inf

    def content(self, moment: int, loss: Loss, chance: random.Random, share: float) -> Content:
        """What the file holds after a crash at a moment."""
        whole, present = self._synced(bisect_right(self.moments, self.synced(moment))), bisect_right(self.moments, moment)
        if loss == "none" or self._count == present:
            return whole
        data = bytearray(whole)
        for step in self.steps[self._count : present]:
            if loss == "all":
                _apply(data, step)
            elif isinstance(step, _Cut):
                if chance.random() < share:
                    _apply(data, step)
            else:
                for at in range(0, len(step.data), SECTOR_BYTES):
                    if chance.random() < share:
                        _apply(data, _Write(step.at, step.offset + at, step.data[at : at + SECTOR_BYTES]))
        return Content(data)

    def _synced(self, count: int) -> Content:
        """The file after so many steps, all of them certain."""
        if count < self._count:
            self._certain, self._count, self._whole = bytearray(), 0, None
        if count > self._count or self._whole is None:
            for step in self.steps[self._count : count]:
                _apply(self._certain, step)
            self._count, self._whole = count, Content(self._certain)
        return self._whole


def _apply(data: bytearray, step: _Write | _Cut) -> None:
    if isinstance(step, _Cut):
        data[step.size :] = bytes(max(0, step.size - len(data)))
        return
    if len(data) < step.offset:
        data.extend(bytes(step.offset - len(data)))
    data[step.offset : step.offset + len(step.data)] = step.data


@dataclass(slots=True)
class _Handle:
    node: _Node
    path: str
    offset: int = 0
    append: bool = False


@dataclass(slots=True)
class Recording:
    """
    Everything that a program did below one folder.

    Attributes:
        moments: Number of steps; a crash may come after each of them.
        said: What it wrote to its standard output, line by line, each with its moment.
    """

    moments: int = 0
    said: list[tuple[int, str]] = field(default_factory=list)
    _names: list[_Name] = field(default_factory=list)
    _folders: dict[str, list[tuple[int, _Node]]] = field(default_factory=dict)
    _lasting: list[float] = field(default_factory=list)
    _certain: dict[str, _Node] = field(default_factory=dict)
    _count: int = 0
    _since: float = 0

    def said_by(self, moment: int) -> list[str]:
        """Lines that were out by a moment."""
        return [line for at, line in self.said if at <= moment]

    def state(self, moment: int, loss: Loss, chance: random.Random) -> State:
        """One disk that a crash after this moment may leave."""
        share = chance.choice((0.1, 0.5, 0.9))
        names = dict(self._certainly(moment))
        for number in range(self._count, len(self._names)):
            one = self._names[number]
            if one.at > moment:
                break
            if self._lasting[number] <= moment or loss == "all" or (loss == "some" and chance.random() < share):
                _rename(names, one)
        made: State = {}
        for path in sorted(names):
            parent = path.rpartition("/")[0]
            if (parent and made.get(parent, b"") is not None) or path.endswith("-shm"):
                continue
            node = names[path]
            made[path] = None if node.folder else node.content(moment, loss, chance, share)
        return made

    def _certainly(self, moment: int) -> dict[str, _Node]:
        """Names after the changes that come first and are all lasting by a moment."""
        if not self._lasting:
            self._lasting = [self._lasts_from(one) for one in self._names]
        if self._since > moment:
            self._certain, self._count, self._since = {}, 0, 0
        while self._count < len(self._names) and self._lasting[self._count] <= moment:
            _rename(self._certain, self._names[self._count])
            self._since = max(self._since, self._lasting[self._count])
            self._count += 1
        return self._certain

    def _lasts_from(self, one: _Name) -> float:
        parents = self._folders.get(one.path.rpartition("/")[0], ())
        return min((node.lasts_from(one.at) for began, node in parents if began <= one.at), default=math.inf)


def _rename(names: dict[str, _Node], one: _Name) -> None:
    """Let a change of names happen."""
    if one.node is None:
        names.pop(one.path, None)
    elif one.before:  # whatever this file is called by now, and all that lies below
        known = names.get(one.before) is one.node
        # A folder whose making was lost and whose renaming was not still holds what it was synced with: names lie in the folder.
        unmade = one.node.folder and one.before not in names and one.node not in names.values()
        for path in [one.before] if known or unmade else [path for path, node in names.items() if node is one.node]:
            names.pop(path, None)
            if one.node.folder:
                for below in [name for name in names if name.startswith(f"{path}/")]:
                    names[one.path + below[len(path) :]] = names.pop(below)
        names[one.path] = one.node
    else:
        names[one.path] = one.node


def fingerprint(state: Mapping[str, Content | None]) -> bytes:
    """A digest of a disk."""
    parts = [b"%s\0%s" % (path.encode(), b"folder" if content is None else content.digest) for path, content in state.items()]
    return hashlib.sha256(b"".join(parts)).digest()  # in order of names


def record(command: Sequence[str], root: Path, *, environment: Mapping[str, str], trace: Path) -> Recording:
    """
    Run a program and follow what it does below a folder, which is empty at first.

    Args:
        trace: Where strace may write.

    Raises:
        RuntimeError: The program failed, or did what the simulator does not know.
    """
    told = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-xx", "-s", "33554432", "-e", f"trace={CALLS}", "-e", "signal=none",
         "-o", str(trace), *command],
        env=dict(environment), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if told.returncode:
        raise RuntimeError(f"the traced program failed ({told.returncode}):\n{told.stderr[-3000:]}")
    return _Follower(root).follow(_lines(trace))


def write_state(
    state: Mapping[str, Content | None], folder: Path, *, shared: Path, fixed: Callable[[str], bool] = lambda _path: False
) -> None:
    """
    Put a disk below a folder, in place of whatever is there.

    Args:
        shared: A folder beside it, for files that many disks have.
        fixed: Whether nobody writes to a file under its name: then it is a link to the one in `shared`, and stays when the
            next disk has it too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shared.mkdir(exist_ok=True)
    top, held = str(folder), str(shared)
    wanted = {path: os.path.join(held, content.digest.hex()) for path, content in state.items() if content is not None and fixed(path)}
    stays = _clear(top, "", state, {path: _inode(place, state[path]) for path, place in wanted.items()})
    for path, data in state.items():
        if path in stays:
            continue
        target = f"{top}/{path}"
        if data is None:
            os.mkdir(target, 0o700)
        elif path in wanted:
            os.link(wanted[path], target)
        else:
            _write(target, data)


def changed_in(shared: Path) -> list[str]:
    """Files in the folder `shared` of `write_state` that somebody has written to: must be none."""
    return [path.name for path in shared.iterdir() if hashlib.sha256(path.read_bytes()).hexdigest() != path.name]


_INODES: dict[str, int] = {}


def _inode(place: str, data: bytes | None) -> int:
    """Number of a shared file; it is written when it is not there."""
    if place not in _INODES or not os.path.exists(place):
        _write(place, data or b"")
        _INODES[place] = os.stat(place).st_ino
    return _INODES[place]


def _write(place: str, data: bytes) -> None:
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb", buffering=0) as stream:
        stream.write(data)


def _clear(top: str, below: str, state: Mapping[str, Content | None], inodes: Mapping[str, int]) -> set[str]:
    """Remove what the disk has not, or has otherwise; what stays."""
    stays = set()
    with os.scandir(f"{top}/{below}" if below else top) as found:
        for one in list(found):
            path = f"{below}/{one.name}" if below else one.name
            if one.is_dir(follow_symlinks=False):
                if state.get(path, b"") is None:
                    stays |= {path} | _clear(top, path, state, inodes)
                else:
                    shutil.rmtree(one.path)
            elif inodes.get(path) == one.inode():
                stays.add(path)
            else:
                os.unlink(one.path)
    return stays


def _lines(trace: Path) -> Iterator[tuple[str, str, int]]:
    """Name, arguments and answer of each call that succeeded; a call that another thread interrupted is put together."""
    begun: dict[str, str] = {}
    with trace.open(encoding="ascii") as stream:
        for raw in stream:
            line = raw.rstrip("\n")
            process = line.split(" ", 1)[0]
            if line.endswith("<unfinished ...>"):
                begun[process] = line.removesuffix("<unfinished ...>")
                continue
            if " resumed>" in line:
                line = begun.pop(process, "") + line.split(" resumed>", 1)[1]
            found = _LINE.match(line)
            if found and int(found[4]) >= 0:
                yield found[2], found[3], int(found[4])


class _Follower:
    """Reads calls in order and keeps what they did."""

    def __init__(self, root: Path) -> None:
        self._root = str(root.resolve())
        self._here = Path.cwd()
        self._top = _Node(folder=True)
        self._named: dict[str, _Node] = {"": self._top}
        self._open: dict[int, _Handle] = {}
        self._out = b""
        self._programs = 0
        self._kept = Recording()
        self._kept._folders[""] = [(0, self._top)]

    def follow(self, lines: Iterator[tuple[str, str, int]]) -> Recording:
        for call, stated, answer in lines:
            texts = [bytes.fromhex(one.replace("\\x", "")) for one in _TEXT.findall(stated)]
            arguments = [one.strip() for one in _TEXT.sub('"', stated).split(",")]
            if call == "execve":
                self._programs += 1
                if self._programs > 1:
                    told = b" ".join(texts).decode("utf-8", "replace")[:300]
                    raise RuntimeError(f"the program started another one ({told}), and the simulator does not follow that")
                continue
            if call in UNKNOWN:
                self._refuse(call, arguments, texts)
                continue
            getattr(self, f"_{call}", self._nothing)(arguments, texts, answer)
        return self._kept

    def _refuse(self, call: str, arguments: list[str], texts: list[bytes]) -> None:
        ours = any(self._inside(one) is not None for one in texts if one.startswith(b"/"))
        if ours or any(one.isdigit() and int(one) in self._open for one in arguments[:3]):
            raise RuntimeError(f"the program called {call} on a watched file, and the simulator does not know it")

    def _nothing(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        pass

    def _now(self) -> int:
        self._kept.moments += 1
        return self._kept.moments

    def _inside(self, path: bytes, start: str = "") -> str | None:
        """A path below the watched folder, from there; None when it lies elsewhere."""
        whole = os.path.normpath(os.path.join(start or self._here, os.fsdecode(path)))
        if whole == self._root:
            return ""
        return whole[len(self._root) + 1 :] if whole.startswith(f"{self._root}/") else None

    def _from(self, handle: str, path: bytes) -> str | None:
        """A path that starts at an open folder."""
        start = ""
        if handle != "AT_FDCWD" and not path.startswith(b"/"):
            if int(handle) not in self._open:
                return None
            start = f"{self._root}/{self._open[int(handle)].path}"
        return self._inside(path, start)

    def _name(self, path: str, node: _Node | None, before: str = "") -> None:
        at = self._now()
        self._kept._names.append(_Name(at, path, node, before))
        if node is not None and node.folder:
            self._kept._folders.setdefault(path, []).append((at, node))

    def _openat(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        path = self._from(arguments[0], texts[0])
        self._open.pop(answer, None)
        if path is None:
            return
        node = self._named.get(path)
        if node is None:
            if "O_CREAT" not in arguments[2]:
                return
            node = self._named[path] = _Node()
            self._name(path, node)
        elif "O_TRUNC" in arguments[2] and node.size:
            node.step(_Cut(self._now(), 0))
            node.size = 0
        self._open[answer] = _Handle(node, path, append="O_APPEND" in arguments[2])

    def _close(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        self._open.pop(int(arguments[0]), None)

    def _lseek(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        if handle := self._open.get(int(arguments[0])):
            handle.offset = answer

    def _write(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        number, data = int(arguments[0]), texts[0][:answer]
        handle = self._open.get(number)
        if handle:
            start = handle.node.size if handle.append else handle.offset
            self._put(handle.node, start, data)
            handle.offset = start + len(data)
        elif number == 1:
            *lines, self._out = (self._out + data).split(b"\n")
            self._kept.said += [(self._now(), line.decode()) for line in lines]

    def _pwrite64(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        if handle := self._open.get(int(arguments[0])):
            self._put(handle.node, int(arguments[-1]), texts[0][:answer])

    def _put(self, node: _Node, offset: int, data: bytes) -> None:
        node.step(_Write(self._now(), offset, data))
        node.size = max(node.size, offset + len(data))

    def _ftruncate(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        if handle := self._open.get(int(arguments[0])):
            handle.node.step(_Cut(self._now(), int(arguments[1])))
            handle.node.size = int(arguments[1])

    def _fsync(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        if handle := self._open.get(int(arguments[0])):
            handle.node.syncs.append(self._now())

    _fdatasync = _fsync

    def _mkdir(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        self._make_folder(self._inside(texts[0]))

    def _mkdirat(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        self._make_folder(self._from(arguments[0], texts[0]))

    def _make_folder(self, path: str | None) -> None:
        if path:
            node = self._named[path] = _Node(folder=True)
            self._name(path, node)

    def _rename(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        self._move(self._inside(texts[0]), self._inside(texts[1]))

    def _renameat(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        self._move(self._from(arguments[0], texts[0]), self._from(arguments[2], texts[1]))

    _renameat2 = _renameat

    def _link(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        old, new = self._inside(texts[0]), self._inside(texts[1])
        if new is None:
            return
        if old is None:
            raise RuntimeError("the program linked a file from elsewhere into the watched folder, and the simulator does not know it")
        self._named[new] = self._named[old]
        self._name(new, self._named[old])

    def _linkat(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        self._link(arguments, [os.fsencode(f"{self._root}/{self._from(arguments[0], texts[0])}"),
                               os.fsencode(f"{self._root}/{self._from(arguments[2], texts[1])}")], answer)  # fmt: skip

    def _move(self, old: str | None, new: str | None) -> None:
        if old is None and new is None:
            return
        if old is None or new is None:
            raise RuntimeError("the program moved a file into or out of the watched folder, and the simulator does not know it")
        node = self._named.pop(old)
        self._named[new] = node
        for path in [path for path in self._named if path.startswith(f"{old}/")]:
            below = self._named[new + path[len(old) :]] = self._named.pop(path)
            if below.folder:
                self._kept._folders.setdefault(new + path[len(old) :], []).append((0, below))
        self._name(new, node, before=old)

    def _unlink(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        self._remove(self._inside(texts[0]))

    def _unlinkat(self, arguments: list[str], texts: list[bytes], answer: int) -> None:
        self._remove(self._from(arguments[0], texts[0]))

    _rmdir = _unlink

    def _remove(self, path: str | None) -> None:
        if path in self._named:
            del self._named[path]
            self._name(path, None)
