use std::sync::mpsc;
use std::thread;

let (tx, rx) = mpsc::channel();
thread::spawn(move || {
    for n in 1..=3 {
        tx.send(n * n).unwrap();
    }
});

for square in rx {
    println!("{square}");
}
