package io.logboom.inputs.stdin;

import io.logboom.spi.Framing;

/** The options of the input {@code stdin}; their prose is in {@code reference.conf}. */
record StdinInputConfig(Framing framing) {}
