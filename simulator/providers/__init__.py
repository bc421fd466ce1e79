"""The systems that are stood in for, one folder each; none knows another."""
