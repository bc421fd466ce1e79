"""What is wrong with how the simulator was started."""


class Misconfigured(Exception):
    """Nothing can start; the text is one line that names the setting or the file, and what to do."""
