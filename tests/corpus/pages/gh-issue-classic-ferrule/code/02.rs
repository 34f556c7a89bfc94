match event.kind {
    Kind::Output => screen.feed(&event.data),
    Kind::Resize => screen.resize(event.size()?),
    _ => {}
}
