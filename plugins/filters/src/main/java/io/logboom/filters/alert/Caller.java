package io.logboom.filters.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who did it, as {@code userIdentity} has it ("CloudTrail userIdentity element" in AWS's user
 * guide): every type of identity has other fields, and some have no name at all.
 */
final class Caller {

  /** What CloudTrail writes for a name that somebody tried to sign in with and that is nobody's. */
  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  private final Part identity;
  private final Part session;
  private final Part issuer;
  private final Part extra;
  private final String type;
  private final String arn;

  /**
   * Reads it.
   *
   * @param identity the record's {@code userIdentity}
   * @param extra its {@code additionalEventData}, which knows of MFA at a sign-in
   */
  Caller(Part identity, Part extra) {
    this.identity = identity;
    this.session = identity.part("sessionContext");
    this.issuer = session.part("sessionIssuer");
    this.extra = extra;
    this.type = identity.text("type");
    this.arn = identity.text("arn");
  }

  /** In a word, as a headline begins. */
  String name() {
    var name =
        switch (type) {
          case "Root" -> "root";
          case "AWSService" -> first(identity.text("invokedBy"), "an AWS service");
          case "AWSAccount" -> prefixed("account ", identity.text("accountId"));
          case "IdentityCenterUser" ->
              first(
                  identity.text("userName"),
                  prefixed("Identity Center user ", identity.part("onBehalfOf").text("userId")));
          case "AssumedRole", "Role", "FederatedUser" ->
              first(sessionName(), role(), identity.text("userName"));
          default -> identity.text("userName");
        };
    if (name.equals(HIDDEN)) {
      return "an unknown user";
    }
    return first(
        name,
        afterLast(arn, '/'),
        afterLast(identity.text("principalId"), ':'),
        identity.text("invokedBy"),
        prefixed("account ", identity.text("accountId")),
        type.isEmpty() ? "somebody" : type);
  }

  /** The name of the role, when one was used. */
  String role() {
    var named = issuer.text("type").equals("Role") ? issuer.text("userName") : "";
    return first(named, arn.contains(":assumed-role/") ? arn.split("/", -1)[1] : "");
  }

  /** The name of the role's session, or of the federated user. */
  String sessionName() {
    return switch (type) {
      case "AssumedRole", "Role" ->
          first(
              arn.contains(":assumed-role/") ? afterLast(arn, '/') : "",
              after(identity.text("principalId"), ':'));
      case "FederatedUser" -> first(afterLast(arn, '/'), after(identity.text("principalId"), ':'));
      default -> "";
    };
  }

  /** {@code yes}, {@code no}, or empty when the record does not say. */
  String mfa() {
    var said =
        first(extra.text("MFAUsed"), session.part("attributes").text("mfaAuthenticated"))
            .toLowerCase(java.util.Locale.ROOT);
    return switch (said) {
      case "yes", "true" -> "yes";
      case "no", "false" -> "no";
      default -> "";
    };
  }

  Section section() {
    var web = session.part("webIdFederationData");
    var behalf = identity.part("onBehalfOf");
    return Section.named("who")
        .add("name", name())
        .add("type", type)
        .add("account", identity.text("accountId"))
        .add("role", role())
        .add("session", sessionName().equals(name()) ? "" : sessionName())
        .add("MFA", mfa())
        .add("access key", identity.text("accessKeyId"))
        .add("ARN", arn)
        .add("principal", identity.text("principalId"))
        .add("source identity", session.text("sourceIdentity"))
        .add(
            "identity provider",
            first(
                identity.text("identityProvider"),
                web.text("federatedProvider"),
                extra.text("SamlProviderArn")))
        .add("on behalf of", behalf.text("userId"))
        .add("identity store", behalf.text("identityStoreArn"))
        .add("invoked by", identity.text("invokedBy"))
        .add("in scope of", identity.part("inScopeOf").text("sourceArn"))
        .add("root session", session.text("assumedRoot").equals("true") ? "yes" : "")
        .add("session since", session.part("attributes").text("creationDate"))
        .done();
  }

  /** What templates ask for. */
  Map<Fact, String> facts() {
    var facts = new LinkedHashMap<Fact, String>();
    put(facts, Fact.ACTOR, name());
    put(facts, Fact.ACTOR_TYPE, type);
    put(facts, Fact.ROLE, role());
    put(facts, Fact.SESSION, sessionName());
    put(facts, Fact.MFA, mfa());
    put(facts, Fact.ACCESS_KEY, identity.text("accessKeyId"));
    return facts;
  }

  /** Notes a fact unless it is empty. */
  static void put(Map<Fact, String> facts, Fact fact, String value) {
    if (!value.isEmpty()) {
      facts.put(fact, value);
    }
  }

  /** The first that is not empty; empty when all are. */
  static String first(String... choices) {
    for (var choice : choices) {
      if (!choice.isEmpty()) {
        return choice;
      }
    }
    return "";
  }

  private static String prefixed(String prefix, String text) {
    return text.isEmpty() ? "" : prefix + text;
  }

  private static String afterLast(String text, char mark) {
    return text.substring(text.lastIndexOf(mark) + 1);
  }

  private static String after(String text, char mark) {
    return Optional.of(text.indexOf(mark))
        .filter(at -> at >= 0)
        .map(at -> text.substring(at + 1))
        .orElse("");
  }
}
