HERON_PORT=9102 HERON_HOME=/var/lib/heron-night heron serve
