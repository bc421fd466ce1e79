def hand_over(token: str) -> dict[str, str]:
    # The token as it came from encrypt(): no "Bearer " before it, no newline after
    # it. FastAPI and Flask make JSON of a dict; with Django: JsonResponse(...).
    return {"token": token}
