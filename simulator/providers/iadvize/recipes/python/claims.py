import time


def claims(user_id: str, visitor_data: dict[str, str]) -> dict[str, object]:
    return {
        "iss": "https://shop.example",  # your site
        "exp": int(time.time()) + 60,
        # The whole prefix, exactly: https, no www, lower case, one slash.
        "https://iadvize.com/userId": user_id,
        # A dict, not json.dumps(visitor_data).
        "https://iadvize.com/visitorData": visitor_data,
    }
