use std::sync::mpsc::sync_channel;
use std::{thread, time::Duration};

fn main() {
    let (tx, rx) = sync_channel::<String>(2);

    let writer = thread::spawn(move || {
        for line in ["tide", "turn", "tern"] {
            tx.send(line.to_owned()).expect("the reader has gone");
            println!("sent {line}");
        }
    });

    thread::sleep(Duration::from_millis(50));
    while let Ok(line) = rx.recv() {
        println!("    got {line}");
    }
    writer.join().unwrap();
}
