package io.logboom.outputs.http;

import java.util.Locale;

/** What the body of a request holds. */
public enum BodyFormat {
  /** A JSON text a line. */
  NDJSON("application/x-ndjson"),
  /** One JSON array of all events. */
  JSON_ARRAY("application/json"),
  /** One event; a batch takes as many requests as it has events. */
  EVENT("application/json"),
  /** The events' bytes as they are, each followed by LF. */
  RAW("text/plain; charset=utf-8");

  private final String contentType;

  BodyFormat(String contentType) {
    this.contentType = contentType;
  }

  /** The media type, where the configuration sets no other. */
  String contentType() {
    return contentType;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
