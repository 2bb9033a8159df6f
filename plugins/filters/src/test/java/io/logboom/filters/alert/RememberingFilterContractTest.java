package io.logboom.filters.alert;

import io.logboom.spi.Event;
import io.logboom.spi.StatefulFilter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.StatefulFilterContract;
import java.util.List;

class RememberingFilterContractTest extends StatefulFilterContract {

  @Override
  protected StatefulFilter filter() throws Exception {
    var options =
        "format = text, group { by = [action, actor, target, outcome, mfa], within = 1h, examples ="
            + " 0 }";
    return (StatefulFilter) Cases.filter(new AlertPlugin(), options);
  }

  @Override
  protected List<Event> events() {
    return Samples.events().subList(0, 12);
  }
}
