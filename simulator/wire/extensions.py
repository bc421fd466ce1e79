"""The server's own extensions of ASGI, in ``scope["extensions"]``.

``RESET``: its ``now()`` resets the request's connection.
``WHOLE``: its ``answer(scope, status, headers, body)`` sends an answer in one piece, or says with False that it must go
the way of all others.
"""

RESET = "iadvize-simulator.reset"
WHOLE = "iadvize-simulator.whole"
