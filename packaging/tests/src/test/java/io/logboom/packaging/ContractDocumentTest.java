package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** agent/docs/contract.md: a sentence with MUST is worth what tests it, so it names its test. */
class ContractDocumentTest {
  /** A sentence of the contract: a list item, up to the next one or an empty line. */
  private static final Pattern ITEM = Pattern.compile("(?ms)^- (.*?)(?=^- |^\\s*$|^#|\\z)");

  private static final Pattern DEMAND = Pattern.compile("\\bMUST\\b");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");

  @Test
  void everyMustNamesATestThatIsThere() throws IOException {
    Map<String, String> sources = testSources();
    String contract = Files.readString(Built.checkout().resolve("agent/docs/contract.md"));
    List<String> faults = new ArrayList<>();
    int demands = 0;
    for (String item : items(contract)) {
      if (!DEMAND.matcher(item).find()) {
        continue;
      }
      demands++;
      List<MatchResult> named = NAMED.matcher(item).results().toList();
      if (named.isEmpty()) {
        faults.add("names no test: " + item);
      }
      for (MatchResult name : named) {
        String source = sources.get(name.group(1));
        if (source == null) {
          faults.add("no test class " + name.group(1) + ": " + item);
        } else if (!source.contains(" " + name.group(2) + "(")) {
          faults.add("no method " + name.group(2) + " in " + name.group(1) + ": " + item);
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(demands).isGreaterThan(20);
  }

  @Test
  void noMustStandsOutsideOfAListItem() throws IOException {
    String contract = Files.readString(Built.checkout().resolve("agent/docs/contract.md"));
    long inItems = items(contract).stream().mapToLong(ContractDocumentTest::demands).sum();
    assertThat(demands(contract.replace("\"MUST\"", ""))).isEqualTo(inItems);
  }

  private static List<String> items(String contract) {
    return ITEM.matcher(contract).results().map(item -> item.group(1).strip()).toList();
  }

  private static long demands(String text) {
    return DEMAND.matcher(text).results().count();
  }

  /**
   * The text of every test class of the checkout, the contracts in the testkit included, by its
   * name.
   */
  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : List.of("agent", "plugins", "packaging")) {
      try (Stream<Path> files = Files.walk(Built.checkout().resolve(module))) {
        for (Path file : files.filter(ContractDocumentTest::isTest).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }

  private static boolean isTest(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith(".java")
        && (path.contains("/src/test/java/") || path.contains("/agent/testkit/src/main/java/"));
  }
}
