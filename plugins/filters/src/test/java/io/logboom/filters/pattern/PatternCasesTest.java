package io.logboom.filters.pattern;

import io.logboom.testkit.Cases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PatternCasesTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Cases.of(PatternCasesTest.class, new PatternPlugin());
  }
}
