fn is_duplicate(&self, event: &Event) -> bool {
    match self.seen.get(&event.path.canonical()) {
        Some(old) => old.identity == event.identity,
        None => false,
    }
}
