from collections.abc import Mapping

FIELDS = (
    "firstName", "lastName", "email", "phoneNumber",
    "address", "zipCode", "city", "country",
)  # fmt: skip


def visitor_data(customer: Mapping[str, object]) -> dict[str, str]:
    # Only these eight, only strings; what is unknown is left out, not None.
    return {
        field: str(customer[field])
        for field in FIELDS
        if customer.get(field) is not None
    }
