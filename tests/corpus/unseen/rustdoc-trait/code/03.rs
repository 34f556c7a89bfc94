let bucket = Bucket::per_second(10);

let wait = bucket.try_take(11).unwrap_err();
assert!(wait.is_forever());
