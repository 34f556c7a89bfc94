"""What programs are told: the shapes, and what fills them."""
