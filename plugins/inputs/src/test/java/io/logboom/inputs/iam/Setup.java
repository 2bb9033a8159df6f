package io.logboom.inputs.iam;

import io.logboom.inputs.aws.Backoff;
import io.logboom.inputs.aws.Credentials;
import io.logboom.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A configuration for tests: short waits. */
final class Setup {
  String schedule = "once";
  List<Kind> kinds = List.of(Kind.values());
  List<Detail> details = List.of();
  IamInputConfig.IdCase idCase = IamInputConfig.IdCase.AWS;
  boolean changesOnly;
  List<String> roles = List.of();

  IamInputConfig config() {
    return new IamInputConfig(
        Schedule.of(schedule),
        Duration.ZERO,
        kinds,
        details,
        idCase,
        changesOnly,
        4,
        roles,
        Optional.empty(),
        Optional.empty(),
        Optional.of("us-east-1"),
        Optional.of(URI.create("http://iam.example.com")),
        Optional.empty(),
        new Credentials(
            Credentials.From.STATIC,
            Optional.empty(),
            Optional.of(Secret.of("AKIAEXAMPLE")),
            Optional.of(Secret.of("made-up")),
            Optional.empty(),
            new Credentials.WebIdentity(Optional.empty(), Optional.empty()),
            new Credentials.AssumeRole(
                Optional.empty(), Optional.empty(), "logboom", Duration.ofHours(1))),
        new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)));
  }
}
