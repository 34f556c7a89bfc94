fn main() {
    let boat = String::from("Ferry");
    let captain = boat;
    println!("{captain} leaves at nine");
}
