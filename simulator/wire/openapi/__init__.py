"""The description of the API in OpenAPI 3.1, made of the operations that the router knows."""
