<?php

use phpseclib3\Crypt\PublicKeyLoader;
use phpseclib3\Crypt\RSA;

// Debian: php-phpseclib3. With Composer: phpseclib/phpseclib ^3, and vendor/autoload.php instead.
require_once 'phpseclib3/autoload.php';

function base64Url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/** With phpseclib, since OAEP of PHP's own openssl is the one with SHA-1. docs/token.md shows the same with a JOSE library. */
function chatToken(string $userId, array $visitorData): string
{
    // The brand's own private key (PEM), iAdvize's public key (one line).
    $brandKey = PublicKeyLoader::loadPrivateKey(getenv('BRAND_PRIVATE_KEY'))
        ->withHash('sha256')->withPadding(RSA::SIGNATURE_PKCS1);
    $iadvizeKey = PublicKeyLoader::loadPublicKey(base64_decode(getenv('IADVIZE_PUBLIC_KEY'), true))
        ->withPadding(RSA::ENCRYPTION_OAEP)->withHash('sha256')->withMGFHash('sha256');

    $claims = [
        'iss' => 'https://shop.example', // your site
        'exp' => time() + 60,
        'https://iadvize.com/userId' => $userId, // a string
        'https://iadvize.com/visitorData' => (object) $visitorData, // {} when empty
    ];
    $signed = base64Url('{"alg":"RS256"}') . '.' . base64Url(json_encode($claims, JSON_THROW_ON_ERROR));
    $signed .= '.' . base64Url($brandKey->sign($signed));

    // Encrypt what is signed, never the claims: three parts go in, five come out.
    $header = base64Url('{"alg":"RSA-OAEP-256","enc":"A256GCM"}');
    $contentKey = random_bytes(32);
    $iv = random_bytes(12);
    $ciphertext = openssl_encrypt($signed, 'aes-256-gcm', $contentKey, OPENSSL_RAW_DATA, $iv, $tag, $header);

    $parts = [$iadvizeKey->encrypt($contentKey), $iv, $ciphertext, $tag];

    return $header . '.' . implode('.', array_map(base64Url(...), $parts));
}
