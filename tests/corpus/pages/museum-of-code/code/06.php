<?php
function slug(string $title): string {
    $plain = iconv('UTF-8', 'ASCII//TRANSLIT', $title);
    return trim(preg_replace('/[^a-z0-9]+/', '-', strtolower($plain)), '-');
}
