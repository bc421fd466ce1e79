def user_id(account_id: object) -> str:
    # The same for one person for ever, and never another's: the account's key, best
    # a UUID. No e-mail address or session id: those change. Counters can be guessed.
    text = "" if account_id is None else str(account_id)  # "42", not 42
    if not text.strip() or len(text) > 255:
        raise ValueError("no user id")
    return text
