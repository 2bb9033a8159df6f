/** The engine behind the SPI: it runs pipelines, and retries, batches and bounds what they hold. */
@NullMarked
package io.logboom.core;

import org.jspecify.annotations.NullMarked;
