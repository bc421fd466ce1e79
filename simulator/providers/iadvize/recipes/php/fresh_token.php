<?php

// Made here, once per request: kept in no session, APCu or page cache.
function freshToken(callable $makeToken): void
{
    header('Cache-Control: no-store'); // nor by a browser or a CDN
    header('Content-Type: application/json');
    echo json_encode(['token' => $makeToken()]);
}
