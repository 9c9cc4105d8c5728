"""The demo's page: a slider over time, and the real pages of each instant beneath it."""
