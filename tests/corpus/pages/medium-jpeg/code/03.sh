# the same screenshot, twice
cwebp -lossless shot.png -o shot.webp   # 41 kB, every point as it was
cjpeg -quality 75 shot.png > shot.jpg   # 96 kB, and grey flies around each letter
