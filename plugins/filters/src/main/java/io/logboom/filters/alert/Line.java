package io.logboom.filters.alert;

/**
 * One thing that is known.
 *
 * @param label what it is, in words or as the record names it
 * @param value what it is there; not empty
 */
record Line(String label, String value) {}
