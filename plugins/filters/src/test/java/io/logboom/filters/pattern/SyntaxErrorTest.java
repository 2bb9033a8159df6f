package io.logboom.filters.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxErrorTest {

  /** A pattern, what is wrong, and the character the caret stands under, from 0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "{#expected a field such as $.eventName, not the end of the pattern#1",
        "{}#expected a field such as $.eventName, not '}'#1",
        "{ a = 1 }#expected a field such as $.eventName, not 'a'#2",
        "{ $ = 1 }#expected a field's name after $#3",
        "{ $. = 1 }#expected a field's name, not#4",
        "{ $.a* = 1 }#a name has no *#5",
        "{ $[0] = 1 }#an event is an object, not an array#6",
        "{ $.a[ = 1 }#expected an item's number#7",
        "{ $.a[1234567890] = 1 }#no array has so many items#6",
        "{ $.a[0 = 1 }#expected ], not '='#8",
        "{ $.a[0#this bracket is not closed#5",
        "{ $.['a = 1 }#this quote is not closed#5",
        "{ $.a }#expected =, !=, <, <=, >, >=, IS or NOT EXISTS, not '}'#6",
        "{ $.a ~~ 1 }#expected =, !=, <, <=, >, >=, IS or NOT EXISTS, not '~'#6",
        "{ $.a == 1 }#write = for \"is equal to\"#6",
        "{ $.a EXISTS }#there is no EXISTS#6",
        "{ $.a IS NOT NULL }#there is no IS NOT#9",
        "{ $.a IS 1 }#expected NULL, TRUE or FALSE after IS#9",
        "{ $.a NOT 1 }#expected EXISTS after NOT#10",
        "{ $.a = }#expected a value#8",
        "{ $.a = 'x' }#text goes in plain double quotes#8",
        "{ $.a = \u201Cx\u201D }#text goes in plain double quotes#8",
        "{ $.a = \"x }#this quote is not closed#8",
        "{ $.a > x }#expected a number after >#8",
        "{ $.a > %1% }#expected a number after >#8",
        "{ $.a = x y }#expected &&, || or }, not 'y'#10",
        "{ $.a = 1 & $.b = 1 }#expected &&, || or }, not '&'#10",
        "{ ($.a = 1 }#expected &&, || or ), not '}'#11",
        "{ ($.a = 1#this parenthesis is not closed#2",
        "{ $.a = 1#this brace is not closed#0",
        "{ $.a = 1 } x#nothing may follow the closing brace#12",
        "{ $.a = %x }#this regular expression is not closed with %#8",
        "{ $.a = %% }#an empty regular expression matches everything#9",
        "[#expected a name or ..., not the end of the pattern#1",
        "[]#expected a name or ..., not ']'#1",
        "[a, ]#expected a name or ..., not ']'#4",
        "[a b]#expected a comma#3",
        "[a=]#expected a value#3",
        "[a#this bracket is not closed#0",
        "[a] b#nothing may follow the closing bracket#4",
        "[a = 1 || b = 2]#are about one word: a#10",
        "[a = 1 || a]#expected =, !=, <, <=, > or >=, not ']'#11",
        "a \"b#this quote is not closed#2",
        "a\"b\"#expected a blank between terms#1",
        "\"a\"b#expected a blank between terms#3",
        "a - b#expected a term after -#3",
        "?#expected a term after ?#1",
        "-\"\"#a blank term says nothing after -#1",
        "%something!%#'!' is not allowed here: write \\x21#10",
        "%(a)%#there are no groups: for the character itself write \\x28#1",
        "%a|%#an empty regular expression matches everything#3",
        "%*a%#nothing is here that * could repeat#1",
        "%a**%#nothing is here that * could repeat#3",
        "%a{2}{3}%#nothing is here that { could repeat#5",
        "%a{x}%#a number of times is written#2",
        "%a{,}%#a number of times is written#2",
        "%a{3,2}%#at least 3 is more than at most 2#2",
        "%a{99999}%#too often#3",
        "%a{400}b{400}%#more than 500 characters in all#7",
        "%[%#this bracket is not closed#1",
        "%[]%#there is nothing in these brackets#1",
        "%[z-a]%#this range ends before it begins#2",
        "%[\\d-z]%#a range goes from one character to another#2",
        "%[[:alpha:]]%#for the bracket itself write \\[#2",
        "%\\b%#after a backslash#1",
        "%\\xZZ%#two hexadecimal digits belong after \\x#1",
        "%\\xFF%#ASCII ends at \\x7F#1",
        "%\u00e9%#a regular expression takes ASCII characters only#1",
        "%\\#nothing follows this backslash#1",
      })
  void theCaretStandsUnderThePlace(String pattern, String what, int place) {
    assertThatThrownBy(() -> FilterPattern.of(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what)
        .hasMessageEndingWith("\n    " + pattern + "\n    " + " ".repeat(place) + "^");
  }

  @Test
  void ofSeveralLinesTheOneIsShown() {
    assertThatThrownBy(() -> FilterPattern.of("{ $.a = 1 &&\n\t$.b = ) }\n"))
        .hasMessageEndingWith("\n     $.b = ) }\n           ^");
  }

  @Test
  void ofALongLineThePartAroundThePlaceIsShown() {
    var pattern = "{ $.a = " + "x".repeat(500) + " ! " + "y".repeat(500) + " }";
    assertThatThrownBy(() -> FilterPattern.of(pattern))
        .satisfies(
            e -> {
              var lines = String.valueOf(e.getMessage()).lines().toList();
              assertThat(lines).hasSize(3);
              assertThat(lines.get(1)).startsWith("    ...x").hasSizeLessThan(120);
              assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('!');
            });
  }

  @Test
  void hugeAndDeepPatternsAreRefusedOrTaken() {
    assertThatThrownBy(() -> FilterPattern.of("x".repeat(20_000)))
        .hasMessageContaining("a pattern of 20000 characters; at most 16384 are taken");
    assertThatThrownBy(() -> FilterPattern.of("{" + "(".repeat(5_000)))
        .hasMessageContaining("more than 100 parentheses inside one another");
    var many = "{ $.a = 1" + " || $.a = 1".repeat(1_000) + " }";
    assertThat(Matching.matches(many, "{\"a\":1}")).isTrue();
    var deep = "{ " + "(".repeat(100) + "$.a = 1" + ")".repeat(100) + " }";
    assertThat(Matching.matches(deep, "{\"a\":1}")).isTrue();
    assertThatThrownBy(() -> FilterPattern.of("{ $" + ".a".repeat(5_000) + " = 1 }"))
        .hasMessageContaining("no event is nested deeper than 1000");
    var far = "{ $" + ".a".repeat(1_000) + " = 1 }";
    assertThat(Matching.matches(far, "{\"a\":{\"a\":1}}")).isFalse();
  }
}
