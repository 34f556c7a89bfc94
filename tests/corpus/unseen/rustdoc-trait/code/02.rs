use weir::{Bucket, Throttle};

let bucket = Bucket::per_second(10);
match bucket.try_take(1) {
    Ok(()) => println!("go on"),
    Err(wait) => std::thread::sleep(wait.duration()),
}
