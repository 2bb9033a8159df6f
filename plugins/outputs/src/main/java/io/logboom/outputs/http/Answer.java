package io.logboom.outputs.http;

import java.net.http.HttpHeaders;

/**
 * What a server said.
 *
 * @param beginning of the body, as far as it is UTF-8; empty when it never came
 */
record Answer(int status, HttpHeaders headers, String beginning) {}
