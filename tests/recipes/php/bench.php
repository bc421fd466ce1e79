<?php

// Runs every recipe of the folder in the first argument and prints what came of each, as JSON.
// The second argument is Composer's autoloader; without it, only what needs no library is run.

declare(strict_types=1);

function recipe(string $name): void
{
    require_once "{$_SERVER['argv'][1]}/{$name}.php";
}

function sent(callable $endpoint): mixed
{
    ob_start();
    $endpoint();

    return json_decode(ob_get_clean(), true, 8, JSON_THROW_ON_ERROR);
}

function refused(mixed $id): bool
{
    try {
        userId($id);
    } catch (RangeException) {
        return true;
    }

    return false;
}

array_map('recipe', ['user_id', 'visitor_data', 'claims', 'expiry', 'hand_over', 'fresh_token']);

$customer = ['firstName' => 'Zoë', 'zipCode' => 75011, 'city' => null, 'loyalty' => 'gold'];
$made = 0;
$maker = function () use (&$made): string {
    return 'token-' . ++$made;
};
$seen = [
    'userId' => userId(42),
    'longest' => userId(str_repeat('😀', 255)),
    'refused' => array_map('refused', [null, ' ', str_repeat('x', 256)]),
    'visitorData' => visitorData($customer),
    'expiry' => expiry(),
    'handed' => sent(fn () => handOver('a.b.c.d.e')),
    'fresh' => [sent(fn () => freshToken($maker)), sent(fn () => freshToken($maker))],
];

if (isset($_SERVER['argv'][2])) {
    require $_SERVER['argv'][2];
    array_map('recipe', ['sign', 'load_iadvize_key', 'encrypt', 'whole_token']);
    $brandKey = loadBrandKey(getenv('BRAND_PRIVATE_KEY'));
    $iadvizeKey = loadIadvizeKey(getenv('IADVIZE_PUBLIC_KEY'));
    $seen['token'] = encrypt(sign(claims(userId(42), visitorData($customer)), $brandKey), $iadvizeKey);
    $seen['emptyData'] = encrypt(sign(claims(userId(42), visitorData([])), $brandKey), $iadvizeKey);
    $seen['whole'] = chatToken('42', ['firstName' => 'Zoë']);
}

echo json_encode($seen, JSON_THROW_ON_ERROR);
