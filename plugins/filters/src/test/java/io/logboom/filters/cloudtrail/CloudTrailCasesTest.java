package io.logboom.filters.cloudtrail;

import io.logboom.testkit.Cases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CloudTrailCasesTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Cases.of(CloudTrailCasesTest.class, new CloudTrailPlugin());
  }
}
