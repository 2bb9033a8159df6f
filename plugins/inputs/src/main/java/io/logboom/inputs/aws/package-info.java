/** What the inputs that read from AWS share: credentials, regions, HTTP, back-off. */
@NullMarked
package io.logboom.inputs.aws;

import org.jspecify.annotations.NullMarked;
