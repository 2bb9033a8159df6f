package io.logboom.filters.snare;

import io.logboom.testkit.Cases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SnareCasesTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Cases.of(SnareCasesTest.class, new SnarePlugin());
  }
}
