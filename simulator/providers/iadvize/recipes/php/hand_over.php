<?php

// The token as it came from encrypt(): no 'Bearer ' before it, nothing after it. No
// closing tag at the end of the file either: empty lines behind it would be sent too.
function handOver(string $token): void
{
    header('Content-Type: application/json');
    echo json_encode(['token' => $token]);
}
