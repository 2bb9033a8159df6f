package io.logboom.filters.udm.iam;

import io.logboom.filters.udm.UdmPlugin;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterContract;
import java.util.List;
import java.util.stream.Stream;

class IamContractTest extends FilterContract {

  @Override
  protected Filter filter() throws Exception {
    return Cases.filter(
        new UdmPlugin(), "from = iam, validate = true, relations = also-user-to-group");
  }

  @Override
  protected List<Event> events() {
    var records = new RandomPrincipals(7);
    return Stream.generate(records::next).limit(15).map(Events::of).toList();
  }

  /** A user with all that the table has for users. */
  @Override
  protected Event usual() {
    return Events.of(
        """
        {"Path":"/","UserName":"alice","UserId":"AIDAEXAMPLE","CreateDate":"2024-05-06T07:08:09Z",\
        "Arn":"arn:aws:iam::111122223333:user/alice","PasswordLastUsed":"2025-12-31T23:59:58Z",\
        "PermissionsBoundary":{"PermissionsBoundaryArn":"a","PermissionsBoundaryType":"Policy"},\
        "Tags":[{"Key":"team","Value":"blue"},{"Key":"cost","Value":"1"}],"New":{"a":[1]}}\
        """);
  }

  /** The entity's event, and what walks over the tags. */
  @Override
  protected long allowedBytes() {
    return 160;
  }
}
