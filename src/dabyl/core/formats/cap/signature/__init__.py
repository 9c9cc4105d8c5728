"""Signatures of alerts: enveloped XMLDSig (CAP 3.3.4.1), made and verified; keys by sender."""
