package io.logboom.filters.udm.iam;

import io.logboom.filters.udm.UdmPlugin;
import io.logboom.testkit.Cases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Entities derived by hand from Google's table for AWS_IAM, not from what the filter wrote. */
class IamCasesTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Cases.of(IamCasesTest.class, new UdmPlugin());
  }
}
