pytest --ff -x -q && say done || { printf '\a'; exit 1; }
