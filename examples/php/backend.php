<?php

// A shop's backend in plain PHP: a login, and the endpoint that the page's token provider asks.
// php -S 127.0.0.1:3000 backend.php

require __DIR__ . '/chat-token.php';

// Stands for the table of customers: the id is made once, says nothing, and is never given to anybody else.
const CUSTOMERS = [
    'jane' => ['5f0c7bd6-2a51-4f0e-9a3e-6a1d3f0b7c11', ['firstName' => 'Jane', 'email' => 'jane@mail.example']],
    'john' => ['c9a2e1f4-83d7-4b6a-b0c5-1e7f9d2a4b22', ['firstName' => 'John', 'email' => 'john@mail.example']],
];

function answer(int $status, array $body): void
{
    http_response_code($status);
    header('Content-Type: application/json');
    echo json_encode((object) $body, JSON_THROW_ON_ERROR);
}

// And cookie_secure, where there is https.
session_start(['cookie_httponly' => true, 'cookie_samesite' => 'Lax', 'use_strict_mode' => true]);
$route = $_SERVER['REQUEST_METHOD'] . ' ' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);

if ($route === 'POST /login') {
    $name = $_POST['user'] ?? '';
    if (!isset(CUSTOMERS[$name]) || ($_POST['password'] ?? '') !== 'test') {
        answer(401, ['error' => 'wrong user or password']);
        return;
    }
    session_regenerate_id(true);
    $_SESSION['customer'] = $name;
    answer(200, []);
} elseif ($route === 'GET /chat-token') {
    // A fresh token for whoever is signed in, and for nobody else; kept by no cache.
    if (!isset($_SESSION['customer'])) {
        answer(401, ['error' => 'sign in first']);
        return;
    }
    header('Cache-Control: no-store');
    answer(200, ['token' => chatToken(...CUSTOMERS[$_SESSION['customer']])]);
} else {
    answer(404, ['error' => 'not found']);
}
