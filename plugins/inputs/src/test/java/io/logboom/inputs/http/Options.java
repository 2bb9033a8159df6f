package io.logboom.inputs.http;

import io.logboom.inputs.net.Cidr;
import io.logboom.inputs.net.ClientCertificates;
import io.logboom.inputs.net.ListenAddress;
import io.logboom.inputs.net.ServerTls;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framing;
import io.logboom.spi.Glob;
import io.logboom.spi.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Options of an input under test: the defaults, on a port of the system's choice. */
final class Options {
  static final Auth OPEN = auth(Auth.Type.NONE, null, null, null, null, null);
  static final ServerTls PLAIN =
      new ServerTls(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          ClientCertificates.NONE,
          Optional.empty());

  private int port;
  private List<Glob> paths = List.of(Glob.of("/**"));
  private Framing framing = framing(Framing.Format.AUTO);
  private Auth auth = OPEN;
  private ServerTls tls = PLAIN;
  private List<Cidr> allow = List.of();
  private int concurrency = 4;
  private String maxBodySize = "64MiB";
  private Duration idle = Duration.ofSeconds(30);
  private Duration receive = Duration.ofSeconds(60);
  private Duration delivery = Duration.ofSeconds(60);
  private List<Glob> commonAttributes = List.of();

  static Framing framing(Framing.Format format) {
    return new Framing(format, FieldPath.of("Records"), DataSize.of("1MiB"));
  }

  static Auth auth(
      Auth.Type type, String user, String password, String token, String header, String value) {
    return new Auth(
        type,
        Optional.ofNullable(user),
        Optional.ofNullable(password).map(Secret::of),
        Optional.ofNullable(token).map(Secret::of),
        Optional.ofNullable(header),
        Optional.ofNullable(value).map(Secret::of));
  }

  static Auth bearer(String token) {
    return auth(Auth.Type.BEARER, null, null, token, null, null);
  }

  Options port(int number) {
    port = number;
    return this;
  }

  Options paths(String... patterns) {
    paths = List.of(patterns).stream().map(Glob::of).toList();
    return this;
  }

  Options format(Framing.Format format) {
    framing = framing(format);
    return this;
  }

  Options auth(Auth way) {
    auth = way;
    return this;
  }

  Options tls(ServerTls options) {
    tls = options;
    return this;
  }

  Options allow(String range) {
    allow = List.of(Cidr.of(range));
    return this;
  }

  Options concurrency(int requests) {
    concurrency = requests;
    return this;
  }

  Options maxBodySize(String size) {
    maxBodySize = size;
    return this;
  }

  Options idle(Duration time) {
    idle = time;
    return this;
  }

  Options receive(Duration time) {
    receive = time;
    return this;
  }

  Options delivery(Duration time) {
    delivery = time;
    return this;
  }

  Options commonAttributes(String... patterns) {
    commonAttributes = List.of(patterns).stream().map(Glob::of).toList();
    return this;
  }

  HttpInputConfig config() {
    return new HttpInputConfig(
        new ListenAddress("127.0.0.1", port),
        paths,
        framing,
        auth,
        tls,
        allow,
        100,
        concurrency,
        DataSize.of(maxBodySize),
        idle,
        receive,
        delivery,
        commonAttributes);
  }
}
