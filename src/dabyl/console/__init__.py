"""The staff's pages: who is at the desk, what stands, and what two persons do about it."""
