"""What machines found on images, and what people say of it."""
