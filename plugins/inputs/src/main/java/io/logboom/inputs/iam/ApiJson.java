package io.logboom.inputs.iam;

import io.logboom.spi.Bytes;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Prints what the SDK returns as JSON with the API's own names, as the AWS CLI does: members that
 * the answer does not have are left out, times are in ISO 8601, and policy documents, which the API
 * gives as texts with percent signs, are objects. Safe for use by many threads.
 */
final class ApiJson {
  private static final Map<String, String> GOOGLE =
      Map.of("UserId", "UserID", "RoleId", "RoleID", "GroupId", "GroupID");
  private static final int LEAST = 1024;

  private final Map<String, String> spellings;
  private final PolicyDocuments documents;

  ApiJson(IamInputConfig.IdCase idCase, PolicyDocuments documents) {
    this.spellings =
        switch (idCase) {
          case AWS -> Map.of();
          case GOOGLE -> GOOGLE;
        };
    this.documents = documents;
  }

  /** What an answer of the API has, by name, in the API's order. */
  static SequencedMap<String, Object> members(SdkPojo answer) {
    var members = new LinkedHashMap<String, Object>();
    for (SdkField<?> field : answer.sdkFields()) {
      given(field.getValueOrDefault(answer))
          .ifPresent(value -> members.put(field.memberName(), value));
    }
    return members;
  }

  private static Optional<Object> given(Object value) {
    return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap
        ? Optional.empty()
        : Optional.ofNullable(value);
  }

  /**
   * The record in JSON.
   *
   * @param place whose it is, for the log
   */
  byte[] print(Map<String, Object> members, String place) {
    var row = new Bytes(least -> new byte[Math.max(least, LEAST)]).begin();
    object(members, row, place);
    return row.toByteArray();
  }

  private void object(Map<String, Object> members, Bytes row, String place) {
    row.put('{');
    boolean first = true;
    for (var member : members.entrySet()) {
      if (!first) {
        row.put(',');
      }
      first = false;
      String name = member.getKey();
      row.putJson(spellings.getOrDefault(name, name)).put(':');
      if (name.endsWith("PolicyDocument") && member.getValue() instanceof String document) {
        document(document, row, place);
      } else {
        value(member.getValue(), row, place);
      }
    }
    row.put('}');
  }

  private void document(String text, Bytes row, String place) {
    var object = documents.object(text, place);
    if (object.isPresent()) {
      row.put(object.get());
    } else {
      row.putJson(text);
    }
  }

  @SuppressWarnings("unchecked")
  private void value(Object value, Bytes row, String place) {
    switch (value) {
      case String text -> row.putJson(text);
      case Boolean word -> row.put(word.toString());
      case Number number -> row.put(number.toString());
      case Instant time -> row.putJson(time.toString());
      case SdkBytes bytes ->
          row.putJson(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
      case SdkPojo answer -> object(members(answer), row, place);
      case Map<?, ?> members -> object((Map<String, Object>) members, row, place);
      case List<?> items -> {
        row.put('[');
        for (int i = 0; i < items.size(); i++) {
          if (i > 0) {
            row.put(',');
          }
          value(items.get(i), row, place);
        }
        row.put(']');
      }
      default -> throw new IllegalStateException("no JSON for " + value.getClass());
    }
  }
}
