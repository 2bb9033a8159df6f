package io.logboom.inputs.file;

/** The two clocks that following needs; tests turn them by hand. */
interface Time {

  /** The system's. */
  Time SYSTEM =
      new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long millis() {
          return System.currentTimeMillis();
        }
      };

  /** Nanoseconds that pass, from anywhere. */
  long nanos();

  /** Milliseconds since 1970, as the file system stamps changes with. */
  long millis();
}
