"""Changes of the library, as drafts hold them."""
