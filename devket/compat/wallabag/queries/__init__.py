"""All reads of the dialect, each narrowed by a policy of the room whose rows they are."""
