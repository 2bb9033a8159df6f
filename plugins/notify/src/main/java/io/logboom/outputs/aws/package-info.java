/**
 * How outputs ask AWS: a client that leaves trying again to the engine, and faults with reasons.
 */
@NullMarked
package io.logboom.outputs.aws;

import org.jspecify.annotations.NullMarked;
