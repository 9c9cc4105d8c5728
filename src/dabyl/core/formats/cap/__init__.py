"""The Common Alerting Protocol: reading, values, schema verdicts, writing, converting."""
