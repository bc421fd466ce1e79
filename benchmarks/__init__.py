"""Speeds as fractions of what the cryptography alone allows, measured in the same process and the same minute."""
