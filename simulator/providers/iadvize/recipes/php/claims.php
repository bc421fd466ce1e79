<?php

function claims(string $userId, array $visitorData): array
{
    return [
        'iss' => 'https://shop.example', // your site
        'exp' => time() + 60,
        // The whole prefix, exactly: https, no www, lower case, one slash.
        'https://iadvize.com/userId' => $userId,
        // An object, not json_encode($visitorData). The cast: {} for an empty array.
        'https://iadvize.com/visitorData' => (object) $visitorData,
    ];
}
