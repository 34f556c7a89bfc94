pipx install osprey-runner
