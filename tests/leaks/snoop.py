"""What is put into a server's process: all loggers tell all, and on a signal every object of ours is written out.

A module of this text is loaded at Python's start as ``sitecustomize``.
"""

SITECUSTOMIZE = """
import gc, logging, os, signal, sys

def dump(*_):
    gc.unfreeze()  # what the start made is out of the sight of get_objects
    seen = {}
    for one in gc.get_objects():
        for each in (one, *gc.get_referents(one)):  # some are known to the collector by their holders
            if str(type(each).__module__).split(".")[0] == "simulator":
                seen[id(each)] = each
    with open(os.environ["SNOOP"] + ".part", "w", errors="backslashreplace") as file:
        for each in seen.values():
            rich = getattr(type(each), "__rich_repr__", repr)  # what rich shows of local variables
            for show in (repr, str, rich):
                try:
                    file.write(f"{type(each).__qualname__}: {show(each)}\\n")
                except Exception as error:
                    file.write(f"{type(each).__qualname__}: cannot be shown: {type(error).__name__}\\n")
    os.replace(os.environ["SNOOP"] + ".part", os.environ["SNOOP"])

if os.environ.get("SNOOP") and "serve" in sys.argv[-20:] + sys.orig_argv:
    signal.signal(signal.SIGUSR1, dump)
    logging.basicConfig(level=1, format="%(levelname)s %(name)s %(message)s")
    logging.Logger.setLevel = lambda *_: None  # whoever wants to hear less hears all
    logging.getLogger("snoop").debug("all is told")
"""
