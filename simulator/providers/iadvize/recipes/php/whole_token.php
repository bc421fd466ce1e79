<?php

use Jose\Component\Core\AlgorithmManager;
use Jose\Component\Encryption\Algorithm\ContentEncryption\A256GCM;
use Jose\Component\Encryption\Algorithm\KeyEncryption\RSAOAEP256;
use Jose\Component\Encryption\JWEBuilder;
use Jose\Component\Encryption\Serializer\CompactSerializer as JWESerializer;
use Jose\Component\KeyManagement\JWKFactory;
use Jose\Component\Signature\Algorithm\RS256;
use Jose\Component\Signature\JWSBuilder;
use Jose\Component\Signature\Serializer\CompactSerializer as JWSSerializer;

function chatToken(string $userId, array $visitorData): string
{
    // The brand's own private key (PEM), iAdvize's public key (one line).
    $brandKey = JWKFactory::createFromKey(getenv('BRAND_PRIVATE_KEY'));
    $iadvizeKey = JWKFactory::createFromKey(
        "-----BEGIN PUBLIC KEY-----\n"
        . chunk_split(getenv('IADVIZE_PUBLIC_KEY'), 64, "\n")
        . "-----END PUBLIC KEY-----\n"
    );
    $claims = [
        'iss' => 'https://shop.example', // your site
        'exp' => time() + 60,
        'https://iadvize.com/userId' => $userId, // a string
        'https://iadvize.com/visitorData' => (object) $visitorData, // {} when empty
    ];
    $jws = (new JWSBuilder(new AlgorithmManager([new RS256()])))->create()
        ->withPayload(json_encode($claims, JSON_THROW_ON_ERROR))
        ->addSignature($brandKey, ['alg' => 'RS256'])
        ->build();
    $signed = (new JWSSerializer())->serialize($jws);

    // Encrypt what is signed, never the claims: three parts go in, five come out.
    $algorithms = new AlgorithmManager([new RSAOAEP256(), new A256GCM()]);
    $jwe = (new JWEBuilder($algorithms))->create()
        ->withPayload($signed)
        ->withSharedProtectedHeader(['alg' => 'RSA-OAEP-256', 'enc' => 'A256GCM'])
        ->addRecipient($iadvizeKey)
        ->build();

    return (new JWESerializer())->serialize($jwe);
}
