pub struct Journal<C: Currency> { /* private fields */ }
