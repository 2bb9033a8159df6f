package io.logboom.inputs.iam;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * IAM and STS as far as the input uses them, below the SDK: form in, XML out (API version
 * 2010-05-08), so that paging, throttling and names are those of the wire. A script makes requests
 * fail.
 */
final class FakeIam implements SdkHttpClient {
  static final String ACCOUNT = "111122223333";

  /** An error that IAM answers with. */
  record Fault(int status, String code) {
    static final Fault NONE = new Fault(200, "");
    static final Fault THROTTLED = new Fault(400, "Throttling");
    static final Fault DENIED = new Fault(403, "AccessDenied");
    static final Fault BROKEN = new Fault(500, "ServiceFailure");
    static final Fault MISSING = new Fault(404, "NoSuchEntity");
  }

  /** Says what becomes of a request; called before each one is answered. */
  @FunctionalInterface
  interface Script {
    Fault of(String action, String about);
  }

  private static final String CREATED = "2026-01-02T03:04:05Z";

  /** Members of users, roles and groups in XML, by name. */
  final Map<String, String> users = new TreeMap<>();

  final Map<String, String> roles = new TreeMap<>();
  final Map<String, String> groups = new TreeMap<>();

  /** The users of each group, by their names. */
  final Map<String, List<String>> members = new TreeMap<>();

  /** What other operations answer with, inside the result, by action. */
  final Map<String, String> answers = new TreeMap<>();

  final List<String> requests = new ArrayList<>();
  final AtomicInteger markers = new AtomicInteger();

  /** What GetUser says of everybody. */
  volatile String more = "";

  volatile int pageSize = 1000;

  /** Whether every second page is empty, and truncated all the same. */
  volatile boolean emptyPages;

  /** Who is left out of lists, as one just made may be. */
  volatile String hidden = "";

  volatile Script script = (_, _) -> Fault.NONE;

  private static String id(String prefix, String name) {
    return prefix + "%016X".formatted(name.hashCode() & 0xFFFFFFFFL);
  }

  synchronized FakeIam user(String name, String more) {
    users.put(name, head("User", "AIDA", name) + more);
    return this;
  }

  synchronized FakeIam role(String name, String document, String more) {
    String encoded = URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    roles.put(
        name,
        head("Role", "AROA", name)
            + "<AssumeRolePolicyDocument>"
            + xml(encoded)
            + "</AssumeRolePolicyDocument>"
            + more);
    return this;
  }

  synchronized FakeIam group(String name, String... ofUsers) {
    groups.put(name, head("Group", "AGPA", name));
    members.put(name, List.of(ofUsers));
    return this;
  }

  private static String head(String noun, String prefix, String name) {
    return "<Path>/team/</Path><%1$sName>%2$s</%1$sName><%1$sId>%3$s</%1$sId><Arn>%4$s</Arn><CreateDate>%5$s</CreateDate>"
        .formatted(noun, xml(name), id(prefix, name), xml(arn(noun, name)), CREATED);
  }

  static String arn(String noun, String name) {
    return "arn:aws:iam::"
        + ACCOUNT
        + ":"
        + noun.toLowerCase(java.util.Locale.ROOT)
        + "/team/"
        + name;
  }

  static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Which requests of that action were made. */
  synchronized long count(String action) {
    return requests.stream().filter(action::equals).count();
  }

  private synchronized Reply answer(Map<String, String> form) {
    String action = form.getOrDefault("Action", "");
    requests.add(action);
    String about =
        form.getOrDefault(
            "UserName", form.getOrDefault("RoleName", form.getOrDefault("GroupName", "")));
    var fault = script.of(action, about);
    if (fault.status() != 200) {
      return error(fault);
    }
    return switch (action) {
      case "GetCallerIdentity" -> ok(action, "<Account>" + ACCOUNT + "</Account>");
      case "ListUsers" -> list(action, "Users", users, form);
      case "ListRoles" -> list(action, "Roles", roles, form);
      case "ListGroups" -> list(action, "Groups", groups, form);
      case "GetUser" -> one(action, "User", users, about, more);
      case "GetRole" -> one(action, "Role", roles, about, "");
      case "GetGroup" -> group(action, about, form);
      default ->
          answers.containsKey(action) ? ok(action, answers.get(action)) : error(Fault.MISSING);
    };
  }

  private static Reply one(
      String action, String noun, Map<String, String> all, String name, String more) {
    String found = all.get(name);
    return found == null
        ? error(Fault.MISSING)
        : ok(action, "<" + noun + ">" + found + more + "</" + noun + ">");
  }

  private Reply list(
      String action, String noun, Map<String, String> all, Map<String, String> form) {
    // Lists leave out what only the operation for one principal tells.
    var brief = new ArrayList<String>();
    all.entrySet().stream()
        .filter(one -> !one.getKey().equals(hidden))
        .map(Map.Entry::getValue)
        .forEach(
            item ->
                brief.add(item.replaceAll("(?s)<(Tags|PermissionsBoundary|RoleLastUsed)>.*", "")));
    return ok(action, page(noun, brief, form));
  }

  private Reply group(String action, String name, Map<String, String> form) {
    String found = groups.get(name);
    if (found == null) {
      return error(Fault.MISSING);
    }
    var users = new ArrayList<String>();
    members.getOrDefault(name, List.of()).forEach(user -> users.add(head("User", "AIDA", user)));
    return ok(action, "<Group>" + found + "</Group>" + page("Users", users, form));
  }

  private String page(String noun, List<String> all, Map<String, String> form) {
    String marker = form.getOrDefault("Marker", "0-0-");
    String[] place = marker.split("-", -1);
    int from = Integer.parseInt(place[0]);
    boolean hollow = emptyPages && place[1].equals("0");
    int size = Math.min(pageSize, Integer.parseInt(form.getOrDefault("MaxItems", "100")));
    int to = hollow ? from : Math.min(all.size(), from + size);
    String items =
        all.subList(from, to).stream()
            .map(item -> "<member>" + item + "</member>")
            .collect(Collectors.joining());
    boolean truncated = to < all.size() || hollow;
    // Like AWS's, a marker is another one each time.
    String next = to + "-" + (hollow ? 1 : 0) + "-" + markers.incrementAndGet();
    return "<%1$s>%2$s</%1$s><IsTruncated>%3$s</IsTruncated>".formatted(noun, items, truncated)
        + (truncated ? "<Marker>" + next + "</Marker>" : "");
  }

  private record Reply(int status, String body) {}

  private static Reply ok(String action, String result) {
    return new Reply(
        200,
        "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, result));
  }

  private static Reply error(Fault fault) {
    return new Reply(
        fault.status(),
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>as scripted</Message></Error></ErrorResponse>"
            .formatted(fault.code()));
  }

  private static Map<String, String> form(HttpExecuteRequest request) {
    var form = new LinkedHashMap<String, String>();
    try (var in = request.contentStreamProvider().orElseThrow().newStream()) {
      for (String pair : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return form;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        var reply = answer(form(request));
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(reply.status()).build())
            .responseBody(
                AbortableInputStream.create(
                    new ByteArrayInputStream(reply.body().getBytes(StandardCharsets.UTF_8))))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
