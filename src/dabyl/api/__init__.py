"""The machine interface: what stands, what happened and what the law says, over HTTP.

1. It only reads. Answers have the words and fields of the command line's ``--json``.
2. Each question takes ``at`` and ``known_at``; without them it is asked of now.
3. What a view needs (the register, the instant of the request) comes with the request, put there
   by who serves it; nothing here opens a workspace or looks at a clock.
4. Answers are bytes made by ``msgspec``; ``shapes`` describes them, closed, and tests hold every
   answer against its shape.
"""
