package io.logboom.filters.udm;

import io.logboom.testkit.Cases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class UdmCasesTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Cases.of(UdmCasesTest.class, new UdmPlugin());
  }
}
