fn longest<'a>(first: &'a str, second: &'a str) -> &'a str {
    if first.len() >= second.len() {
        first
    } else {
        second
    }
}

fn main() {
    let words = vec!["pear", "apricot", "fig"];
    let best = words.iter().fold("", |best, word| longest(best, word));
    println!("{best}");
}
