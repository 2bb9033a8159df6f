package io.logboom.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HeapTest {
  private final AtomicLong used = new AtomicLong();
  private final AtomicInteger collections = new AtomicInteger();
  private volatile long live;
  private final Heap heap =
      new Heap(
          used::get,
          () -> {
            collections.incrementAndGet();
            used.set(live);
          },
          40);

  @Test
  void nothingIsDoneUpToTheSize() {
    used.set(40);
    heap.check();
    assertThat(collections).hasValue(0);
  }

  @Test
  void garbageIsCollectedEachTimeTheSizeIsPassed() {
    live = 10;
    for (int time = 1; time <= 3; time++) {
      used.set(41);
      heap.check();
      assertThat(collections).hasValue(time);
      assertThat(used).hasValue(10);
    }
  }

  /** Otherwise each call would collect, in vain. */
  @Test
  void whatLivesMayGrowByAThirdBeforeTheNext() {
    live = 60;
    used.set(61);
    heap.check();
    assertThat(collections).hasValue(1);
    used.set(80);
    heap.check();
    assertThat(collections).hasValue(1);
    used.set(81);
    heap.check();
    assertThat(collections).hasValue(2);
  }

  @Test
  void theSizeHoldsAgainOnceLessLives() {
    live = 90;
    used.set(91);
    heap.check();
    live = 5;
    used.set(121);
    heap.check();
    used.set(41);
    heap.check();
    assertThat(collections).hasValue(3);
  }

  @Test
  void oneOfManyCollects() {
    live = 10;
    used.set(100);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.execute(heap::check);
      }
    }
    assertThat(collections).hasValue(1);
  }

  /** What is asked of the virtual machine, with nothing put in its place. */
  @Test
  void theProcessHasOne() {
    System.clearProperty(Heap.PROPERTY);
    Heap.ofProcess().check();
    try {
      System.setProperty(Heap.PROPERTY, "1B");
      Heap.ofProcess().check();
      System.setProperty(Heap.PROPERTY, "much");
      assertThatThrownBy(Heap::ofProcess)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("-Dlogboom.collect-above")
          .hasMessageContaining("\"much\"");
    } finally {
      System.clearProperty(Heap.PROPERTY);
    }
  }
}
