package io.logboom.inputs.s3;

/**
 * Why a message is not done with.
 *
 * @param reason the kind, for counters; kebab-case
 * @param message what is wrong, for people
 * @param place the object, or the message itself
 * @param lasting whether it has to do with the message or its objects; what is not their fault,
 *     such as an output that does not write, never has them given up
 */
record Trouble(String reason, String message, String place, boolean lasting) {}
