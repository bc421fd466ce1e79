<?php

// Prints the name that each algorithm's class writes into the header; arguments: the autoloader, the classes.

declare(strict_types=1);

require $argv[1];

$folders = ['Signature\\Algorithm', 'Encryption\\Algorithm\\KeyEncryption', 'Encryption\\Algorithm\\ContentEncryption'];
foreach (array_slice($argv, 2) as $class) {
    foreach ($folders as $folder) {
        $name = "Jose\\Component\\{$folder}\\{$class}";
        if (class_exists($name)) {
            echo (new $name())->name(), "\n";
        }
    }
}
