"""Lists as Atom at secret addresses, and as a catalogue of books (OPDS 1.2) for e-readers."""
