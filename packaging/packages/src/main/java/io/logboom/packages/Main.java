package io.logboom.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** The build's own program: judges licences, and makes packages. */
final class Main {

  private Main() {}

  /**
   * Arguments: {@code licences COMPONENTS POLICY}, or {@code packages PROGRAM SOURCES COMPONENTS
   * DEBIAN TARGET VERSION TIME} as {@link Shipment} and {@link Release} have them.
   */
  public static void main(String[] args) throws IOException {
    try {
      switch (args[0]) {
        case "licences" -> judge(Path.of(args[1]), Path.of(args[2]));
        case "packages" ->
            new Shipment(
                    Path.of(args[1]),
                    Path.of(args[2]),
                    Path.of(args[3]),
                    Path.of(args[4]),
                    Path.of(args[5]),
                    new Release(args[6], Instant.parse(args[7])))
                .make();
        default -> throw new IllegalArgumentException(args[0]);
      }
    } catch (Licences.RefusedException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void judge(Path components, Path policy) throws Licences.RefusedException {
    if (!Files.exists(components)) {
      // The CycloneDX plugin does nothing without a network.
      System.err.println("licences: not judged, because Maven is offline");
      return;
    }
    Map<Component, String> judged = Licences.read(policy).judge(Sbom.read(components).components());
    System.err.println("licences: " + judged.size() + " components, all of them allowed");
  }
}
