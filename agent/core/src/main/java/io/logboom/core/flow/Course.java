package io.logboom.core.flow;

import java.util.List;

/**
 * Where a batch goes: through filters, then on each of the routes.
 *
 * @param shared the filters before the routes part
 */
record Course(Stretch shared, List<Route> routes) {

  /** What follows on a step of the shared filters. */
  Course after(Step step) {
    return new Course(shared.after(step), routes);
  }

  /** What follows on a step among a route's own filters. */
  static Course after(Step step, Route route) {
    return new Course(Stretch.NONE, List.of(route.after(step)));
  }

  void flush() {
    routes.forEach(route -> route.entrance().flush());
    shared.keepers().forEach(Keeper::hurry);
    routes.forEach(route -> route.own().keepers().forEach(Keeper::hurry));
  }
}
