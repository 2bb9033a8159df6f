package io.logboom.inputs.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files paths and patterns find. */
final class SearchTest {
  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    for (var name : List.of("b.gz", "a.gz", "c.txt", "x/d.gz", "x/y/e.gz", "[1].gz")) {
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  @Test
  @DisplayName("a star stops at a slash, two do not; names are in order")
  void patterns() throws IOException {
    assertThat(find("*.gz")).containsExactly("[1].gz", "a.gz", "b.gz");
    assertThat(find("**.gz")).containsExactly("[1].gz", "a.gz", "b.gz", "x/d.gz", "x/y/e.gz");
    assertThat(find("*/*.gz")).containsExactly("x/d.gz");
    assertThat(find("**/*.gz")).containsExactly("[1].gz", "a.gz", "b.gz", "x/d.gz", "x/y/e.gz");
    assertThat(find("**/{d,e}.gz")).containsExactly("x/d.gz", "x/y/e.gz");
    assertThat(find("{a,c}.*")).containsExactly("a.gz", "c.txt");
    assertThat(find("x/?/[d-f].gz")).containsExactly("x/y/e.gz");
  }

  @Test
  @DisplayName("a file found twice is there once, in the order of the patterns")
  void once() throws IOException {
    assertThat(find("b.gz", "*.gz", "a.gz")).containsExactly("b.gz", "[1].gz", "a.gz");
  }

  @Test
  @DisplayName("a file by just that name is no pattern")
  void literal() throws IOException {
    assertThat(find("[1].gz")).containsExactly("[1].gz");
  }

  @Test
  @DisplayName("folders are not files, and links are followed")
  void links() throws IOException {
    Files.createSymbolicLink(folder.resolve("l"), folder.resolve("x"));
    Files.createSymbolicLink(folder.resolve("x/loop"), folder.resolve("x"));
    assertThat(find("*")).containsExactly("[1].gz", "a.gz", "b.gz", "c.txt");
    assertThat(find("l/**.gz")).containsExactly("l/d.gz", "l/y/e.gz");
    assertThat(Search.of(List.of(folder + "/l/**.gz")).closed())
        .singleElement()
        .asString()
        .endsWith("loop: a link leads back to a folder above it");
  }

  private List<String> find(String... patterns) throws IOException {
    var all = List.of(patterns).stream().map(pattern -> folder + "/" + pattern).toList();
    return Search.of(all).files().stream().map(f -> folder.relativize(f).toString()).toList();
  }
}
