package io.logboom.core.condition;

import io.logboom.spi.Event;
import io.logboom.spi.Glob;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import io.logboom.spi.Value.Str;
import java.util.List;
import java.util.Set;

/** A node of a parsed expression. */
sealed interface Test {

  boolean of(Event event) throws MalformedException;

  /** All hold. */
  record And(List<Test> all) implements Test {
    @Override
    public boolean of(Event event) throws MalformedException {
      for (var test : all) {
        if (!test.of(event)) {
          return false;
        }
      }
      return true;
    }
  }

  /** At least one holds. */
  record Or(List<Test> any) implements Test {
    @Override
    public boolean of(Event event) throws MalformedException {
      for (var test : any) {
        if (test.of(event)) {
          return true;
        }
      }
      return false;
    }
  }

  /** It does not hold. */
  record Not(Test test) implements Test {
    @Override
    public boolean of(Event event) throws MalformedException {
      return !test.of(event);
    }
  }

  /** The field is there. */
  record Exists(Field field) implements Test {
    @Override
    public boolean of(Event event) throws MalformedException {
      return field.of(event).isPresent();
    }
  }

  /** The field compares with the literal as asked. */
  record Compare(Field field, Comparison comparison, Literal literal) implements Test {
    @Override
    public boolean of(Event event) throws MalformedException {
      var value = field.of(event);
      return switch (comparison) {
        case EQUAL -> value.isPresent() && literal.equalTo(value.get());
        case UNEQUAL -> value.isEmpty() || !literal.equalTo(value.get());
        case LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL ->
            value.isPresent()
                && literal.comparable(value.get())
                && comparison.holds(-literal.compareTo(value.get()));
      };
    }
  }

  /** The field is equal to one of these; the texts among them are looked up. */
  record In(Field field, Set<String> texts, List<Literal> others) implements Test {
    @Override
    public boolean of(Event event) throws MalformedException {
      var value = field.of(event);
      if (value.isEmpty()) {
        return false;
      }
      if (value.get() instanceof Str(var text)) {
        return texts.contains(text);
      }
      for (var literal : others) {
        if (literal.equalTo(value.get())) {
          return true;
        }
      }
      return false;
    }
  }

  /** The field is text that fits the pattern. */
  record Like(Field field, Glob pattern) implements Test {
    @Override
    public boolean of(Event event) throws MalformedException {
      Value value = field.of(event).orElse(Value.Word.NULL);
      return value instanceof Str(var text) && pattern.matches(text);
    }
  }
}
