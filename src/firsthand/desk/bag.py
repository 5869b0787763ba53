"""What lies in a folder of a parcel: the payload of a BagIt bag, or the one folder that a ZIP unpacks to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from firsthand.desk.ports import Parcel, Sealed
from firsthand.exporters import bagit
from firsthand.exporters.wacz import Resource

PAYLOAD = "data/"


@dataclass(slots=True)
class Below:
    """
    A parcel below a folder of another one; `held` is what was put in, by its name below that folder.

    Attributes:
        folder: Empty, or ending in a slash.
    """

    parcel: Parcel
    folder: str
    held: list[Resource] = field(default_factory=list)

    def add(self, name: str, chunks: Iterable[bytes]) -> Sealed:
        """Put a file in."""
        sealed = self.parcel.add(self.folder + name, chunks)
        self.held.append(Resource(name=name, sha256=sealed.sha256, sha512=sealed.sha512, size=sealed.size))
        return sealed

    def digest(self) -> str:
        """SHA-256 of the whole parcel."""
        return self.parcel.digest()

    def send(self) -> str:
        """Send the whole parcel."""
        return self.parcel.send()

    def bag(self, info: Mapping[str, str]) -> str:
        """Declare what was put in as the payload of a bag; returns SHA-256 of the list of its own files. `folder` ends in `PAYLOAD`."""
        files = bagit.tag_files(self.held, {name: value for name, value in info.items() if value})
        for name, data in files.items():
            self.parcel.add(self.folder.removesuffix(PAYLOAD) + name, [data])
        return hashlib.sha256(files["tagmanifest-sha256.txt"]).hexdigest()


def shape_of(target: str) -> str:
    """What a folder is handed on as: a ``zip`` when the target is called so, else a ``folder``."""
    return "zip" if target.lower().endswith(".zip") else "folder"


def folder_in(target: str) -> str:
    """The one folder that a ZIP of this name unpacks to, with a slash; empty where the target is a folder itself."""
    if shape_of(target) == "folder":
        return ""
    name = target.replace("\\", "/").rpartition("/")[2][:-4]
    return f"{''.join(char for char in name if char.isalnum() or char in '-_').strip('-') or 'export'}/"
