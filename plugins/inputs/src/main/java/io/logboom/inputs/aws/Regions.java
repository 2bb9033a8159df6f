package io.logboom.inputs.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** Finds out which region is meant. */
public final class Regions {
  private Regions() {}

  /**
   * The region configured, else the one an address tells, else that of the environment or the
   * shared configuration file. Asks no network.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Region find(Optional<String> configured, Optional<String> told) {
    return configured
        .or(() -> told)
        .map(Region::of)
        .or(Regions::ofEnvironment)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "region is missing, and neither an address nor AWS_REGION tells it"));
  }

  /**
   * For services that have one address for all regions: the region configured, else that of the
   * environment or the shared configuration file, else that one. Asks no network.
   */
  public static Region findOr(Optional<String> configured, Region otherwise) {
    return configured.map(Region::of).or(Regions::ofEnvironment).orElse(otherwise);
  }

  private static Optional<Region> ofEnvironment() {
    for (AwsRegionProvider provider :
        List.of(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())) {
      try {
        return Optional.ofNullable(provider.getRegion());
      } catch (SdkClientException _) {
        // This is how a provider says that it has none; the next one is asked.
      }
    }
    return Optional.empty();
  }
}
