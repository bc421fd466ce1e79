<?php

use Jose\Component\Core\JWK;
use Jose\Component\KeyManagement\JWKFactory;

// The line is what stands between the PEM armour, which OpenSSL wants around it.
// Configured, not written here: iAdvize's own key in production, the simulator's
// in development.
function loadIadvizeKey(string $line): JWK
{
    return JWKFactory::createFromKey(
        "-----BEGIN PUBLIC KEY-----\n"
        . chunk_split($line, 64, "\n")
        . "-----END PUBLIC KEY-----\n"
    );
}
