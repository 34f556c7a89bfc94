"""In the image's build: the font of drawn quotes without hints for few pixels, without layout.

A third of the file is about how letters sit on few pixels; quotes are drawn large. What it can
write stays: Latin, Greek, Cyrillic, kana, Hangul and the Han that the font has.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FONTS = "lib/python3*/site-packages/pylopdf_fonts_ko/*.otf"
KEPT = (
    "U+20-2FF,U+370-52F,U+1E00-1EFF,U+2000-22FF,U+3000-30FF,U+3130-318F,U+4E00-9FFF,"
    "U+AC00-D7A3,U+FF00-FFEF"
)


def main(venv: Path) -> None:
    """Make the fonts of a venv smaller, in their place."""
    for font in sorted(venv.glob(FONTS)):
        before, made = font.stat().st_size, font.with_suffix(".small")
        command = [sys.executable, "-m", "fontTools.subset", str(font), f"--unicodes={KEPT}"]
        options = ["--no-hinting", "--layout-features=", f"--output-file={made}"]
        subprocess.run([*command, *options], check=True)
        made.replace(font)
        print(f"{font.name}: {before / 1e6:.1f} MB, now {font.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
