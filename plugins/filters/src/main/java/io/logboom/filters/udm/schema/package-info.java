/**
 * What valid UDM is, and who says so: the fields and enums of an event and of an entity as data,
 * and the validator that holds a JSON text against them.
 */
@NullMarked
package io.logboom.filters.udm.schema;

import org.jspecify.annotations.NullMarked;
