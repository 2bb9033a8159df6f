/** Makes the packages of what is shipped: one tree of files, written as tar, deb, rpm and image. */
@NullMarked
package io.logboom.packages;

import org.jspecify.annotations.NullMarked;
