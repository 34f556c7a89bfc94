// naïve, 한국어, 日本語, русский, עברית
fn main() {
    let größe = 3;
    let 名前 = "世界";
    let family = "👩‍👩‍👧‍👦"; // seven code points, one picture
    let e = "e\u{301}";   // é in two steps

    for i in 0..größe {
        println!("{i}: こんにちは、{名前} {family} {e}");
    }
    let smaller = |a: &str, b: &str| a.len() < b.len() && !a.is_empty();
    assert!(smaller("a", "bb"));
}
