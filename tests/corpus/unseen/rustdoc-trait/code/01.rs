pub trait Throttle: Send {
    // Required method
    fn try_take(&self, permits: u32) -> Result<(), Wait>;

    // Provided method
    fn available(&self) -> u32 { ... }
}
