package io.logboom.filters.insights;

import io.logboom.testkit.Cases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class InsightsCasesTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Cases.of(InsightsCasesTest.class, new InsightsPlugin());
  }
}
