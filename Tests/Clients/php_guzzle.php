<?php
// Sends what its input asks for with Guzzle; transport.py says in which form.
require_once "GuzzleHttp/autoload.php";

use GuzzleHttp\Client;
use GuzzleHttp\Promise\Utils;

[, $mode, $certificate] = $argv;
$client = new Client(["http_errors" => false, "timeout" => 30, "verify" => $certificate == "-" ? true : $certificate]);

while (($count = fgets(STDIN)) !== false) {
    $answers = [];
    for (; $count > 0; $count--) {
        [$method, $url, $headers, $body] = explode(" ", trim(fgets(STDIN)));
        $options = ["headers" => []];
        foreach (array_filter(explode("\n", base64_decode($headers))) as $header) {
            [$name, $value] = explode(": ", $header, 2);
            $options["headers"][$name] = $value;
        }
        if ($body != "-") $options["body"] = base64_decode($body);
        $answers[] = $client->requestAsync($method, base64_decode($url), $options);
        if ($mode == "one") end($answers)->wait();
    }
    foreach (Utils::unwrap($answers) as $answer) {
        $head = "";
        foreach ($answer->getHeaders() as $name => $values) {
            foreach ($values as $value) $head .= "$name: $value\n";
        }
        $fields = [$answer->getStatusCode(), base64_encode($head), base64_encode($answer->getBody())];
        fwrite(STDOUT, implode(" ", $fields) . "\n");
    }
}
