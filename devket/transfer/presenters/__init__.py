"""What pages of imports and exports show."""
