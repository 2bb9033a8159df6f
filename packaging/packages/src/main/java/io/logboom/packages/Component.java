package io.logboom.packages;

import java.util.List;

/**
 * Something of others that is shipped.
 *
 * @param id as {@code group:name}, or the name alone for what no Maven repository has
 * @param licences what its origin says about it, in any words; empty: nothing
 */
record Component(String id, String version, List<String> licences) {}
