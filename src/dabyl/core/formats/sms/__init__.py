"""Text messages: alphabets and segments."""
