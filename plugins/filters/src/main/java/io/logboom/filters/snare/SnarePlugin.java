package io.logboom.filters.snare;

import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.ZoneId;

/** Declares the {@code snare} filter. */
public final class SnarePlugin implements FilterPlugin<SnareConfig> {

  @Override
  public String type() {
    return "snare";
  }

  @Override
  public Class<SnareConfig> config() {
    return SnareConfig.class;
  }

  @Override
  public Filter create(SnareConfig config, Context context) throws IOException {
    var stamps =
        new Stamps(config.zone().map(SnareConfig.Zone::id).orElseGet(ZoneId::systemDefault));
    var cuts = new Cuts(context);
    return new SnareFilter(
        switch (config.format()) {
          case JSON -> new JsonRow(config.whenMissing(), stamps, cuts);
          case TSV, CSV -> new TextRow(config, "", stamps, cuts);
          case SNARE -> new TextRow(config, host(config), stamps, cuts);
        });
  }

  private static String host(SnareConfig config) throws IOException {
    if (config.host().isPresent()) {
      return config.host().get();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new IOException("this machine does not know its own host name: set the option host", e);
    }
  }
}
