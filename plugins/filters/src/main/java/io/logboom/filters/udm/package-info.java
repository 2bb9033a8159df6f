/** Maps AWS CloudTrail records and IAM inventory to Google SecOps' Unified Data Model (UDM). */
@NullMarked
package io.logboom.filters.udm;

import org.jspecify.annotations.NullMarked;
