package io.logboom.filters.udm;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The names of UDM's fields that the mappings write (googleapis, {@code backstory/udm.proto} and
 * {@code entity.proto}). Every other name makes Google turn a whole request down.
 */
@SuppressWarnings("EnumOrdinal") // Spellings are numbered.
enum UdmName {
  // The parts of an event and of an entity.
  METADATA,
  PRINCIPAL,
  TARGET,
  ABOUT,
  SECURITY_RESULT,
  NETWORK,
  EXTENSIONS,
  ADDITIONAL,
  ENTITY,
  RELATIONS,
  // Metadata and EntityMetadata.
  PRODUCT_LOG_ID,
  EVENT_TIMESTAMP,
  EVENT_TYPE,
  VENDOR_NAME,
  PRODUCT_NAME,
  PRODUCT_VERSION,
  PRODUCT_EVENT_TYPE,
  INGESTION_LABELS,
  COLLECTED_TIMESTAMP,
  ENTITY_TYPE,
  INTERVAL,
  END_TIME,
  // Relation.
  RELATIONSHIP,
  DIRECTION,
  // Noun.
  HOSTNAME,
  IP,
  APPLICATION,
  NAMESPACE,
  LOCATION,
  USER,
  GROUP,
  RESOURCE,
  RESOURCE_ANCESTORS,
  // User and Group.
  USERID,
  USER_DISPLAY_NAME,
  PRODUCT_OBJECT_ID,
  GROUP_IDENTIFIERS,
  GROUP_DISPLAY_NAME,
  EMAIL_ADDRESSES,
  ACCOUNT_TYPE,
  LAST_LOGIN_TIME,
  // Resource.
  NAME,
  TYPE,
  RESOURCE_TYPE,
  RESOURCE_SUBTYPE,
  // Attribute and what is in it.
  ATTRIBUTE,
  CLOUD,
  ENVIRONMENT,
  LABELS,
  PERMISSIONS,
  ROLES,
  CREATION_TIME,
  KEY,
  VALUE,
  DESCRIPTION,
  // SecurityResult.
  ACTION,
  CATEGORY,
  RULE_ID,
  // Network and Authentication.
  HTTP,
  USER_AGENT,
  TLS,
  CIPHER,
  CURVE,
  VERSION,
  CLIENT,
  SERVER_NAME,
  AUTH,
  MECHANISM,
  AUTH_DETAILS;

  /** Each name with its quotes and colon, by ordinal. */
  static byte[][] spelled(UdmConfig.Casing casing) {
    var spelled = new byte[values().length][];
    for (var name : values()) {
      var snake = name.name().toLowerCase(Locale.ROOT);
      var text =
          switch (casing) {
            case SNAKE -> snake;
            case CAMEL -> camel(snake);
          };
      spelled[name.ordinal()] = ("\"" + text + "\":").getBytes(StandardCharsets.US_ASCII);
    }
    return spelled;
  }

  /** How proto JSON spells a field (Protocol Buffers, "ProtoJSON Format"). */
  private static String camel(String snake) {
    var camel = new StringBuilder();
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      camel.append(c == '_' ? Character.toUpperCase(snake.charAt(++i)) : c);
    }
    return camel.toString();
  }
}
