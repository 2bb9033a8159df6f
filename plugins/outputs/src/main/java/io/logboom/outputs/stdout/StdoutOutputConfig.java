package io.logboom.outputs.stdout;

import io.logboom.outputs.format.LineFormat;

/**
 * Options of the output {@code stdout}.
 *
 * @param format how an event is written
 */
public record StdoutOutputConfig(LineFormat format) {}
