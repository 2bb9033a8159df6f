package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract holds for an input that is right, and each of its flaws is caught. */
final class InputContractTest {

  @Nested
  @DisplayName("an input that is right")
  class Right extends InputContract {
    @Override
    protected Stock stock(List<String> events) {
      return new Shelf(events, Shelf.Flaw.NONE);
    }
  }

  @Test
  @DisplayName("one that forgets before delivery is caught")
  void forgetsAtOnce() throws Exception {
    var contract = Shelf.contract(Shelf.Flaw.FORGETS_AT_ONCE);
    contract.fill();
    assertThatThrownBy(contract::waitsForDelivery).hasMessageContaining("was not fulfilled");
  }

  @Test
  @DisplayName("one that forgets what was not delivered is caught")
  void forgetsWhatFailed() throws Exception {
    var contract = Shelf.contract(Shelf.Flaw.FORGETS_WHAT_FAILED);
    contract.fill();
    contract.patience(Duration.ofSeconds(2));
    assertThatThrownBy(contract::readsAgain).hasMessageContaining("was not fulfilled");
  }

  @Test
  @DisplayName("one that loses what it holds when it is stopped is caught")
  void forgetsWhenStopped() throws Exception {
    var contract = Shelf.contract(Shelf.Flaw.FORGETS_WHEN_STOPPED);
    contract.fill();
    assertThatThrownBy(contract::bearsBackpressure)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("kept by the source");
  }

  @Test
  @DisplayName("one that never has anything forgotten is caught")
  void neverForgets() throws Exception {
    var contract = Shelf.contract(Shelf.Flaw.NEVER_FORGETS);
    contract.fill();
    contract.patience(Duration.ofSeconds(2));
    assertThatThrownBy(contract::deliversAll).hasMessageContaining("was not fulfilled");
  }

  @Test
  @DisplayName("one that never says that it reads is caught")
  void neverReady() throws Exception {
    var contract = Shelf.contract(Shelf.Flaw.NEVER_READY);
    contract.fill();
    contract.patience(Duration.ofSeconds(1));
    assertThatThrownBy(contract::deliversAll).hasMessageContaining("says that it reads");
  }

  @Test
  @DisplayName("one that does not wait for its deliveries when it is stopped is caught")
  void returnsTooEarly() throws Exception {
    var contract = Shelf.contract(Shelf.Flaw.RETURNS_TOO_EARLY);
    contract.fill();
    assertThatThrownBy(contract::drains).hasMessageContaining("was not fulfilled");
    assertThatCode(contract::empty).doesNotThrowAnyException();
  }
}
