package io.logboom.outputs.file;

import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

final class FileOutputContractTest {

  abstract static class Contract extends OutputContract {
    @TempDir Path folder;

    abstract Options options(Options defaults);

    @Override
    protected final Store store() throws IOException {
      return new FolderStore(folder, options(new Options(folder.resolve("root"))));
    }

    /** A disk that hangs cannot be left by any program. */
    @Override
    protected final boolean can(Ability ability) {
      return ability != Ability.HANGS;
    }
  }

  @Nested
  final class ManyFiles extends Contract {
    @Override
    Options options(Options defaults) {
      return defaults.path("{route}/%Y-{group}.json").maxOpenFiles(2);
    }
  }

  @Nested
  final class Gzip extends Contract {
    @Override
    Options options(Options defaults) {
      return defaults.path("{route}/%Y.json.gz").rotateSize("1KiB");
    }
  }

  @Nested
  final class Zstandard extends Contract {
    @Override
    Options options(Options defaults) {
      return defaults.path("{route}/%Y.json.zst");
    }
  }

  @Nested
  final class OneFile extends Contract {
    @Override
    Options options(Options defaults) {
      return defaults.path("{route}/events.json");
    }
  }
}
