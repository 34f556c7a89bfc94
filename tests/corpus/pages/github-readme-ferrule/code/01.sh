cargo install ferrule --locked
ferrule --version
