<?php
$birds = ["wren", "crow", "kite"];
foreach ($birds as $bird) {
    echo $bird, "\n";
}
echo array_middle($birds);
?>
