use peatmoss::Window;
use std::time::Duration;

let mut window = Window::of(Duration::from_secs(60));
window.push(17.5);
assert_eq!(window.max(), Some(17.5));
