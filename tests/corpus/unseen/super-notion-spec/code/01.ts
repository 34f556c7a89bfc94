const receipt = await pilchard.send({
  to: "harbour@tern.example",
  template: "tide-warning",
  at: new Date("2026-08-01T04:30:00Z"), // may be in the past: sent at once
});

receipt.id;      // "snd_01J…"
receipt.state;   // "queued" | "sent" | "refused"
