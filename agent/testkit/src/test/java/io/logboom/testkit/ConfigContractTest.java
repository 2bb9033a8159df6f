package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.sample.bad.SwampPlugin;
import io.logboom.testkit.sample.good.BrookPlugin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract accepts a plugin that keeps it, and tells each way of breaking it. */
final class ConfigContractTest {
  private static Path readmeOf(Plugin<?> plugin) {
    return Path.of("src/test/java")
        .resolve(plugin.getClass().getPackageName().replace('.', '/'))
        .resolve("README.md");
  }

  @Nested
  final class Good extends ConfigContract {
    @Override
    protected Plugin<?> plugin() {
      return new BrookPlugin();
    }

    @Override
    protected List<String> examples() {
      return List.of(
          "bed = sand, password = x, bank.height = 4",
          "bed = sand, age = 6m, speeds { monday = very-fast }");
    }

    @Override
    protected Path readme() {
      return readmeOf(plugin());
    }
  }

  /** Anonymous, so that it is not taken for a test by itself. */
  private static ConfigContract contract(Plugin<?> plugin, String example) {
    return new ConfigContract() {
      @Override
      protected Plugin<?> plugin() {
        return plugin;
      }

      @Override
      protected List<String> examples() {
        return List.of(example);
      }

      @Override
      protected Path readme() {
        return readmeOf(plugin);
      }
    };
  }

  private static ConfigContract bad() {
    return contract(new SwampPlugin(), "depth = -1, smell = bad");
  }

  @Test
  void tellsWhatReferenceAndRecordLack() {
    assertThatThrownBy(bad()::recordAndReferenceAgree).hasMessageContaining("smell");
  }

  @Test
  void tellsMissingProse() {
    assertThatThrownBy(bad()::everyOptionHasProse).hasMessageContaining("depth");
  }

  @Test
  void tellsNamesOfTheEngine() {
    assertThatThrownBy(bad()::keepsClearOfTheEngine).hasMessageContaining("when");
  }

  @Test
  void tellsSecretsInTheOpen() {
    assertThatThrownBy(bad()::secretsAreSecret).hasMessageContaining("password");
  }

  @Test
  void tellsDefaultsThatDoNotBind() {
    assertThatThrownBy(bad()::defaultsBind).hasMessageContaining("depth: expected a whole number");
  }

  @Test
  void tellsExamplesThatDoNotBind() {
    assertThatThrownBy(bad()::examplesCoverEveryOption).isInstanceOf(InvalidConfigException.class);
  }

  @Test
  void tellsOptionsThatNoExampleChanges() {
    var lazy =
        contract(new BrookPlugin(), "bed = sand, age = 5m, bank.height = 4, batch.events = 7");
    assertThatThrownBy(lazy::examplesCoverEveryOption)
        .hasMessageContaining("password")
        .hasMessageContaining("age")
        .hasMessageContaining("speeds")
        .hasMessageNotContaining("height");
  }

  @Test
  void tellsAReadmeThatIsBehind() {
    assertThatThrownBy(bad()::readmeIsInStep).hasMessageContaining("-Dlogboom.docs=update");
  }

  @Test
  void tellsAReadmeThatSaysNothing() {
    assertThatThrownBy(bad()::readmeSaysWhatItDoes).isInstanceOf(AssertionError.class);
  }

  @Test
  void tellsAPluginThatIsNotInstalled() {
    assertThatThrownBy(bad()::isInstalled).isInstanceOf(AssertionError.class);
  }
}
