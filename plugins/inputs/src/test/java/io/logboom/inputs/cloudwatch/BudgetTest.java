package io.logboom.inputs.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BudgetTest {

  @Test
  @DisplayName("however many ask, no more get through than the rate allows")
  void rate() throws Exception {
    var through = new AtomicInteger();
    long began = System.nanoTime();
    try (var share = Budget.share("rate", 200);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(
            threads.submit(
                () -> {
                  for (int j = 0; j < 5; j++) {
                    share.budget().acquire();
                    int count = through.incrementAndGet();
                    double seconds = (System.nanoTime() - began) / 1e9;
                    assertThat(count - 1.0).isLessThanOrEqualTo(seconds * 200);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(through).hasValue(100);
    assertThat(System.nanoTime() - began).isGreaterThan(490_000_000L);
  }

  @Test
  @DisplayName("who shares a budget gets the least rate wanted, and the rest when that one is gone")
  void shared() {
    try (var one = Budget.share("shared", 10)) {
      assertThat(one.budget().rate()).isEqualTo(10);
      try (var two = Budget.share("shared", 4);
          var other = Budget.share("other", 7)) {
        assertThat(two.budget()).isSameAs(one.budget());
        assertThat(one.budget().rate()).isEqualTo(4);
        assertThat(other.budget().rate()).isEqualTo(7);
      }
      assertThat(one.budget().rate()).isBetween(4.0, 10.0);
    }
    try (var three = Budget.share("shared", 20)) {
      assertThat(three.budget().rate()).isEqualTo(20);
    }
  }

  @Test
  @DisplayName("throttled, it halves its rate once a second at the most, and not below a fiftieth")
  void throttled() {
    try (var share = Budget.share("throttled", 100)) {
      share.budget().throttled();
      share.budget().throttled();
      assertThat(share.budget().rate()).isBetween(50.0, 60.0);
    }
  }
}
