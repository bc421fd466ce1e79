<?php

// Seconds, where microtime(true) * 1000 counts milliseconds. iAdvize advises a minute.
function expiry(): int
{
    return time() + 60;
}
