cargo install ferrule --version 0.9.2 --locked
