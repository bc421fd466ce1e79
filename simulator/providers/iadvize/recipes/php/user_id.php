<?php

// The same for one person for ever, and never another's: the account's key, best a
// UUID. No e-mail address or session id: those change. Counters can be guessed.
function userId(int|string|null $accountId): string
{
    $id = (string) $accountId; // "42", not 42
    if (trim($id) === '' || mb_strlen($id, 'UTF-8') > 255) {
        throw new RangeException('no user id');
    }

    return $id;
}
