use ledger::{Journal, Posting};
use std::collections::BTreeMap;

let mut journal = Journal::new("EUR");
journal.post(Posting::new("till", "sales", 1250))?;
assert_eq!(journal.balance("till"), 1250);
