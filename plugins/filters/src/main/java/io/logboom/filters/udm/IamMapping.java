package io.logboom.filters.udm;

import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;

/** Turns away what the IAM API says of users, roles and groups. */
final class IamMapping implements Mapping {

  @Override
  public void map(Event event, Fields fields, Next next) throws MalformedException {
    throw new MalformedException("not-mapped", "a record of the IAM API is not mapped", -1);
  }
}
