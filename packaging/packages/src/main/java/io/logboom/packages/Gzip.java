package io.logboom.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Gzip as small as it gets, without a time or a name in it. */
final class Gzip {

  private Gzip() {}

  static OutputStream to(OutputStream out) throws IOException {
    var parameters = new GzipParameters();
    parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
    parameters.setBufferSize(1 << 16);
    return new GzipCompressorOutputStream(out, parameters);
  }

  static Content of(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = to(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return new Content.Bytes(bytes.toByteArray());
  }
}
