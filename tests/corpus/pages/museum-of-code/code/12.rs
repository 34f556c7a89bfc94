use std::collections::BTreeMap;

let mut counts = BTreeMap::new();
for word in "so long and so on".split(' ') {
    *counts.entry(word).or_insert(0) += 1;
}
assert_eq!(counts["so"], 2);
