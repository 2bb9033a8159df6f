package io.logboom.filters.alert;

import io.logboom.testkit.Cases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AlertCasesTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Cases.of(AlertCasesTest.class, new AlertPlugin());
  }
}
