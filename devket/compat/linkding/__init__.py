"""linkding's interface, as its apps and extensions speak it (docs/adr/0042-linkding.md)."""
