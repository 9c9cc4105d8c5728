"""What touches disk, network and clock, behind the ports."""
