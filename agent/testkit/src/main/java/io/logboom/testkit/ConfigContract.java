package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.core.config.Option;
import io.logboom.core.config.Option.Need;
import io.logboom.core.config.Options;
import io.logboom.core.config.OptionsTable;
import io.logboom.core.config.PluginReadme;
import io.logboom.core.config.Plugins;
import io.logboom.spi.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every plugin's record, {@code reference.conf} and README.md owe one another. A test class
 * extends it:
 *
 * <pre>
 * final class S3ConfigTest extends ConfigContract {
 *   &#64;Override protected Plugin&lt;?&gt; plugin() { return new S3InputPlugin(); }
 *   &#64;Override protected List&lt;String&gt; examples() {
 *     return List.of("queue-url = \"https://sqs.example.com/q\", region = eu-north-1, ...");
 *   }
 * }
 * </pre>
 *
 * <p>{@code -Dlogboom.docs=update} rewrites the README's table of options instead of checking it.
 */
public abstract class ConfigContract {
  private static final Pattern SENTENCES = Pattern.compile("[A-Z`].*[.!]", Pattern.DOTALL);
  private static final Pattern CONFIDENTIAL =
      Pattern.compile("(.*[.-])?(password|passphrase|secret|token|api-key|secret-key)");

  /** The plugin under test. */
  protected abstract Plugin<?> plugin();

  /**
   * Sections for the plugin, as text, without {@code type}: each one binds, and together they give
   * every option a value other than its default. One is enough unless options exclude one another.
   */
  protected abstract List<String> examples();

  /**
   * The problems of a section that gives nothing: the required options, unless the record has a
   * rule of its own, such as that one of two must be given.
   */
  protected List<String> missing() {
    return Options.of(plugin()).stream()
        .filter(option -> option.need() == Need.REQUIRED)
        .map(option -> option.name() + ": required, but not given")
        .toList();
  }

  /** Where the plugin's README.md is, from the module's folder. */
  protected Path readme() {
    return Path.of("src/main/java")
        .resolve(plugin().getClass().getPackageName().replace('.', '/'))
        .resolve("README.md");
  }

  @Test
  @DisplayName(
      "every option has a default, or null, in reference.conf, and nothing else stands there")
  void recordAndReferenceAgree() {
    assertThat(Options.undocumented(plugin())).as("components without a line").isEmpty();
    assertThat(Options.unknown(plugin())).as("lines without a component").isEmpty();
  }

  @Test
  @DisplayName("every option has prose, in full sentences, above it in reference.conf")
  void everyOptionHasProse() {
    for (var option : Options.of(plugin())) {
      assertThat(option.prose()).as(option.name()).matches(SENTENCES);
    }
  }

  @Test
  @DisplayName("no option has the name of one of the engine's")
  void keepsClearOfTheEngine() {
    assertThat(Options.clashing(plugin())).isEmpty();
  }

  @Test
  @DisplayName("what should never be shown is a Secret")
  void secretsAreSecret() {
    assertThat(Options.of(plugin()))
        .filteredOn(option -> CONFIDENTIAL.matcher(option.name()).matches())
        .filteredOn(option -> option.type().equals("text"))
        .isEmpty();
  }

  @Test
  @DisplayName("the defaults bind; only what is required is missed")
  void defaultsBind() {
    var required = missing();
    try {
      ConfigReader.bind(plugin(), "");
      assertThat(required).isEmpty();
    } catch (InvalidConfigException e) {
      assertThat(e.problems())
          .extracting(problem -> problem.replaceFirst("^[^ ]*: (?=.*: )", ""))
          .containsExactlyInAnyOrderElementsOf(required);
    }
  }

  @Test
  @DisplayName("the examples bind, and leave no option untried")
  void examplesCoverEveryOption() throws InvalidConfigException {
    var untried = new LinkedHashSet<String>();
    Options.of(plugin()).stream().map(Option::name).forEach(untried::add);
    for (var example : examples()) {
      assertThat(ConfigReader.bind(plugin(), example)).isInstanceOf(plugin().config());
      untried.removeAll(Options.changedBy(plugin(), example));
    }
    assertThat(untried).as("options that no example gives another value").isEmpty();
  }

  @Test
  @DisplayName("the README's table of options is what record and reference.conf say")
  void readmeIsInStep() throws IOException {
    String written = Files.readString(readme());
    String due = OptionsTable.in(written, Options.of(plugin()));
    if ("update".equals(System.getProperty("logboom.docs"))) {
      Files.writeString(readme(), due);
      return;
    }
    assertThat(written).as("run the test with -Dlogboom.docs=update").isEqualTo(due);
  }

  @Test
  @DisplayName("the README begins with a sentence that says what the plugin does")
  void readmeSaysWhatItDoes() {
    assertThat(PluginReadme.summary(plugin())).matches(SENTENCES);
  }

  @Test
  @DisplayName("the plugin is found by its type")
  void isInstalled() {
    assertThat(Plugins.installed().all())
        .anySatisfy(
            found -> {
              assertThat(found).hasSameClassAs(plugin());
              assertThat(found.type()).isEqualTo(plugin().type());
            });
  }
}
