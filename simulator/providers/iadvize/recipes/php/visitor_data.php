<?php

// Only these eight, only strings; what is unknown is left out, not null.
function visitorData(array $customer): array
{
    $fields = [
        'firstName', 'lastName', 'email', 'phoneNumber',
        'address', 'zipCode', 'city', 'country',
    ];
    $known = array_intersect_key($customer, array_flip($fields));

    return array_map('strval', array_filter($known, fn ($value) => $value !== null));
}
