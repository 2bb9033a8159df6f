package io.logboom.inputs.s3;

import java.util.Optional;

/**
 * An object as a notification names it.
 *
 * @param bucket its bucket
 * @param key its key, decoded as far as the kind of notification asks for it
 * @param otherwise another reading of the key, to be tried when there is no object of the first
 * @param version the version announced, in a bucket with versions
 */
record S3Object(String bucket, String key, Optional<String> otherwise, Optional<String> version) {

  /** As people write it. */
  String place() {
    return "s3://" + bucket + "/" + key;
  }

  /** The same object by its other reading. */
  S3Object reread() {
    return new S3Object(bucket, otherwise.orElseThrow(), Optional.empty(), version);
  }
}
