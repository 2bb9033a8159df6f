/** What a plugin is tested with: contracts, golden cases, scripted faults and seeded generators. */
@NullMarked
package io.logboom.testkit;

import org.jspecify.annotations.NullMarked;
