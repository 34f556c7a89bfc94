POSTBOX = {
    "relay": "smtp.relay.example:587",
    "per_minute": 120,
    "bounces": "bounces@mail.example",
}
