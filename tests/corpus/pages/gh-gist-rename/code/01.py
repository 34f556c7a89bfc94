from pathlib import Path

from PIL import Image

for path in Path.cwd().glob("*.jpg"):
    taken = Image.open(path).getexif().get(306)

    if taken:
        day, time = taken.split()
        path.rename(f"{day.replace(':', '-')} {time.replace(':', '')}.jpg")
