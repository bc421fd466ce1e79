<?php

use Jose\Component\Core\AlgorithmManager;
use Jose\Component\Core\JWK;
use Jose\Component\KeyManagement\JWKFactory;
use Jose\Component\Signature\Algorithm\RS256;
use Jose\Component\Signature\JWSBuilder;
use Jose\Component\Signature\Serializer\CompactSerializer;

// -----BEGIN PRIVATE KEY-----: the pair whose public half iAdvize has for this site.
function loadBrandKey(string $pem): JWK
{
    return JWKFactory::createFromKey($pem);
}

function sign(array $claims, JWK $brandKey): string
{
    $jws = (new JWSBuilder(new AlgorithmManager([new RS256()])))->create()
        ->withPayload(json_encode($claims, JSON_THROW_ON_ERROR))
        ->addSignature($brandKey, ['alg' => 'RS256']) // not HS256, PS256 or none
        ->build();

    return (new CompactSerializer())->serialize($jws);
}
