"""Story files of a case: `stories/SLUG/story.md` in the story's own language, `story.LANG.md` in the others."""

from __future__ import annotations

import contextlib
from pathlib import Path

from firsthand.model.errors import Mistaken, NotFound
from firsthand.shell.durable import disk_error, write_durable

LONGEST = 4 << 20


class StoryFolder:
    """Reads and writes `stories/`; see `desk.ports.Stories`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def slugs(self) -> list[str]:
        """Names of the stories."""
        return sorted(path.parent.name for path in self._folder.glob("*/story.md"))

    def read(self, slug: str) -> dict[str, str]:
        """
        Language to text, the story's own language first.

        Raises:
            Mistaken: A file is not text, or does not say its language.
        """
        found = {}
        for path in sorted((self._folder / slug).glob("story*.md"), key=lambda path: (path.name != "story.md", path.name)):
            text = _text(path)
            language = next(
                (line.partition("=")[2].strip().strip("\"'") for line in text.splitlines() if line.startswith("language")), ""
            )
            if not language:
                raise Mistaken(f"{path.name}: it does not say its language.", code="no-language",
                               advice='Put language = "en" between the +++ lines.')  # fmt: skip
            found[language] = text
        return found

    def path(self, slug: str, language: str = "") -> Path:
        """
        Where the file of a language lies; the story's own when none is named.

        Raises:
            NotFound: No such story, or none in that language.
        """
        own = self._folder / slug / "story.md"
        held = self.read(slug) if own.is_file() else {}
        if not held or (language and language not in held):
            raise NotFound(f"There is no story {slug}{f' in {language!r}' if language and held else ''}.", code="no-story",
                           advice="`firsthand story new SLUG --title …` makes one.")  # fmt: skip
        return own if not language or language == next(iter(held)) else own.with_name(f"story.{language}.md")

    def version(self, slug: str) -> str:
        """Changes whenever a file of the story does."""
        found = []
        for path in sorted((self._folder / slug).glob("story*.md")):
            with contextlib.suppress(OSError):  # an editor may be putting it in place just now
                found.append((path.name, path.stat().st_mtime_ns, path.stat().st_size))
        return repr(found)

    def write(self, slug: str, language: str, text: str) -> None:
        """Write the file of a language; the first language that is written is the story's own."""
        own = self._folder / slug / "story.md"
        if own.exists() and next(iter(self.read(slug)), language) != language:
            own = own.with_name(f"story.{language}.md")
        write_durable(own, text.encode("utf-8"))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LONGEST:
            raise Mistaken(f"{path.name} is larger than {LONGEST:,} bytes.", code="too-large", advice="Make two stories of it.")
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise Mistaken(f"{path.name} is not UTF-8.", code="not-utf8", advice="Save it as UTF-8.") from None
    except OSError as error:
        raise disk_error(error, path) from error
