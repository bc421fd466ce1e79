<?php

use Jose\Component\Core\AlgorithmManager;
use Jose\Component\Core\JWK;
use Jose\Component\Encryption\Algorithm\ContentEncryption\A256GCM;
use Jose\Component\Encryption\Algorithm\KeyEncryption\RSAOAEP256; // not RSAOAEP
use Jose\Component\Encryption\JWEBuilder;
use Jose\Component\Encryption\Serializer\CompactSerializer;

// $signed: the three parts of the JWS.
function encrypt(string $signed, JWK $iadvizeKey): string
{
    $algorithms = new AlgorithmManager([new RSAOAEP256(), new A256GCM()]);
    $jwe = (new JWEBuilder($algorithms))->create()
        ->withPayload($signed)
        ->withSharedProtectedHeader(['alg' => 'RSA-OAEP-256', 'enc' => 'A256GCM'])
        ->addRecipient($iadvizeKey)
        ->build();

    return (new CompactSerializer())->serialize($jwe);
}
