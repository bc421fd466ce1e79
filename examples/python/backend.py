"""A shop's backend with Starlette: a login, and the endpoint that the page's token provider asks."""

import os
from secrets import token_urlsafe
from urllib.parse import parse_qs

import uvicorn
from chat_token import chat_token
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

# Stands for the table of customers: the id is made once, says nothing, and is never given to anybody else.
CUSTOMERS = {
    "jane": ("5f0c7bd6-2a51-4f0e-9a3e-6a1d3f0b7c11", {"firstName": "Jane", "email": "jane@mail.example"}),
    "john": ("c9a2e1f4-83d7-4b6a-b0c5-1e7f9d2a4b22", {"firstName": "John", "email": "john@mail.example"}),
}
PASSWORD = "test"  # noqa: S105 - of two people who don't exist
SESSIONS: dict[str, str] = {}


async def login(request: Request) -> Response:
    """Opens a session."""
    form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
    name = form.get("user", "")
    if name not in CUSTOMERS or form.get("password") != PASSWORD:
        return JSONResponse({"error": "wrong user or password"}, 401)
    session = token_urlsafe()
    SESSIONS[session] = name
    response = Response(status_code=204)
    response.set_cookie("session", session, httponly=True, samesite="lax")  # and secure=True, where there is https
    return response


async def token(request: Request) -> Response:
    """A fresh token for whoever is signed in, and for nobody else; kept by no cache."""
    name = SESSIONS.get(request.cookies.get("session", ""))
    if name is None:
        return JSONResponse({"error": "sign in first"}, 401)
    return JSONResponse({"token": chat_token(*CUSTOMERS[name])}, headers={"Cache-Control": "no-store"})


app = Starlette(routes=[Route("/login", login, methods=["POST"]), Route("/chat-token", token)])

if __name__ == "__main__":
    uvicorn.run(app, host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "3000")))
