package io.logboom.filters.pattern;

import static io.logboom.filters.pattern.Matching.matches;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What AWS's documentation leaves open: the README tells what was chosen, a test each. */
class ChoicesTest {

  @Test
  void termsAreFoundInsideWords() {
    assertThat(matches("ERROR", "ERRORS")).isTrue();
    assertThat(matches("-ERROR", "ERRORS")).isFalse();
  }

  @Test
  void unquotedTermsMayHaveAnyCharactersButBlanksAndQuotes() {
    assertThat(matches("a@example.com [x] b-c", "b-c a@example.com [x]")).isTrue();
  }

  @Test
  void aBackslashInQuotesTakesAQuoteOrBackslashForWhatItIs() {
    assertThat(matches("\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d")).isTrue();
  }

  @Test
  void termsHaveNoWildcards() {
    assertThat(matches("\"a*c\"", "abc")).isFalse();
    assertThat(matches("a*c", "a*c")).isTrue();
  }

  @Test
  void optionalTermsAreIgnoredBesideExcludedOnesToo() {
    assertThat(matches("?a -b", "c")).isTrue();
    assertThat(matches("?a -b", "a b")).isFalse();
  }

  @Test
  void regularExpressionsMayStandAmongTerms() {
    assertThat(matches("x %^a% -%z$%", "a x")).isTrue();
    assertThat(matches("x %^a% -%z$%", "a x z")).isFalse();
    assertThat(matches("?%^a% ?b", "b")).isTrue();
  }

  @Test
  void noFieldIsCalledByHalfACharacter() {
    var pattern = "{ $.['a\uD83D'] = 1 || $.['a\uDE00'] = 1 || $.['a?'] = 1 }";
    assertThat(matches(pattern, "{\"a\\ud83d\":1}")).isFalse();
    assertThat(matches(pattern, "{\"a?\":1}")).isTrue();
  }

  @Test
  void bracketsThatLeaveNoCharacterMatchNone() {
    assertThat(matches("%[^\\d\\D]%", "a1")).isFalse();
    assertThat(matches("%^a[^\\s\\S]*b$%", "ab")).isTrue();
    assertThat(matches("{ $.a = %[^\\w\\W]% }", "{\"a\":\"x\"}")).isFalse();
  }

  @Test
  void anEmptyOrBlankPatternMatchesEverything() {
    for (var pattern : new String[] {"", " ", "\"\"", "\" \"", "\n"}) {
      assertThat(matches(pattern, "x")).isTrue();
      assertThat(matches(pattern, "")).isTrue();
    }
  }

  @Test
  void whatIsNoJsonObjectMatchesNoConditionOnFields() {
    for (var event :
        new String[] {"", "a", "[]", "[{\"a\":1}]", "\"a\"", "{\"a\":1", "{\"a\":1}}"}) {
      assertThat(matches("{ $.b NOT EXISTS }", event)).as(event).isFalse();
      assertThat(matches("{ $.a = 1 }", event)).as(event).isFalse();
    }
    assertThat(matches("{ $.a = 1 }", " \n{\"a\":1} ")).isTrue();
  }

  @Test
  void aFieldThatIsNotThereIsNotUnequalEither() {
    assertThat(matches("{ $.b != x }", "{\"a\":1}")).isFalse();
    assertThat(matches("{ $.a.b != x }", "{\"a\":1}")).isFalse();
    assertThat(matches("{ $.b != 1 }", "{}")).isFalse();
  }

  @Test
  void nullObjectsAndArraysCompareWithNothing() {
    for (var value : new String[] {"null", "{}", "[]", "[\"x\"]", "{\"x\":\"x\"}"}) {
      var event = "{\"a\":" + value + "}";
      for (var condition : new String[] {"= x", "!= x", "= *", "!= *", "= \"\"", "> 0", "= null"}) {
        assertThat(matches("{ $.a " + condition + " }", event)).as(condition + event).isFalse();
      }
      assertThat(matches("{ $.a NOT EXISTS }", event)).isFalse();
    }
  }

  @Test
  void aStarIsAnyTextNumberOrBooleanThatIsThere() {
    for (var value : new String[] {"\"\"", "\"x\"", "0", "true", "false"}) {
      assertThat(matches("{ $.a = * }", "{\"a\":" + value + "}")).isTrue();
      assertThat(matches("{ $.a = \"*\" }", "{\"a\":" + value + "}")).isTrue();
    }
  }

  @Test
  void aBareNumberIsEqualToTheSameNumberHoweverWrittenAndToTheTextAsWritten() {
    assertThat(matches("{ $.a = 400 }", "{\"a\":400}")).isTrue();
    assertThat(matches("{ $.a = 400 }", "{\"a\":4.0e2}")).isTrue();
    assertThat(matches("{ $.a = 400 }", "{\"a\":\"400\"}")).isTrue();
    assertThat(matches("{ $.a = 400 }", "{\"a\":\"400.0\"}")).isFalse();
    assertThat(matches("{ $.a != 400 }", "{\"a\":400.0}")).isFalse();
    assertThat(matches("{ $.a = +5 }", "{\"a\":5}")).isTrue();
    assertThat(matches("{ $.a = 111122223333 }", "{\"a\":\"111122223333\"}")).isTrue();
    assertThat(matches("{ $.a = 9007199254740993 }", "{\"a\":9007199254740992}")).isFalse();
  }

  @Test
  void quotedTextIsComparedWithANumbersOrBooleansCharacters() {
    assertThat(matches("{ $.a = \"400\" }", "{\"a\":400}")).isTrue();
    assertThat(matches("{ $.a = \"400\" }", "{\"a\":400.0}")).isFalse();
    assertThat(matches("{ $.a = \"true\" }", "{\"a\":true}")).isTrue();
    assertThat(matches("{ $.a = true }", "{\"a\":\"true\"}")).isTrue();
    assertThat(matches("{ $.a = 4* }", "{\"a\":404}")).isTrue();
    assertThat(matches("{ $.a = %^4% }", "{\"a\":404}")).isTrue();
  }

  @Test
  void orderIsOfNumbersAlone() {
    assertThat(matches("{ $.a > 5 }", "{\"a\":\"6\"}")).isFalse();
    assertThat(matches("{ $.a < 5 }", "{\"a\":true}")).isFalse();
    assertThat(matches("{ $.a > \"5\" }", "{\"a\":6}")).isTrue();
  }

  @Test
  void isTrueAndIsFalseAreForBooleansAlone() {
    assertThat(matches("{ $.a IS TRUE }", "{\"a\":true}")).isTrue();
    assertThat(matches("{ $.a IS FALSE }", "{\"a\":false}")).isTrue();
    assertThat(matches("{ $.a IS TRUE }", "{\"a\":\"true\"}")).isFalse();
    assertThat(matches("{ $.a IS FALSE }", "{}")).isFalse();
    assertThat(matches("{ $.a IS NULL }", "{}")).isFalse();
  }

  @Test
  void keywordsMayBeInAnyCase() {
    assertThat(matches("{ $.a is null && $.b Not Exists }", "{\"a\":null}")).isTrue();
  }

  @Test
  void withWildcardsOneValueIsEnoughAlsoForUnequal() {
    assertThat(matches("{ $.a[*] != x }", "{\"a\":[\"x\",\"y\"]}")).isTrue();
    assertThat(matches("{ $.a[*] != x }", "{\"a\":[\"x\"]}")).isFalse();
    assertThat(matches("{ $.a[*] != x }", "{\"a\":[]}")).isFalse();
    assertThat(matches("{ $.a[*] IS NULL }", "{\"a\":[1,null]}")).isTrue();
    assertThat(matches("{ $.a[*].b NOT EXISTS }", "{\"a\":[{\"c\":1},2]}")).isTrue();
    assertThat(matches("{ $.a[*].b NOT EXISTS }", "{\"a\":[{\"c\":1},{\"b\":2}]}")).isFalse();
    assertThat(matches("{ $.x[*] NOT EXISTS }", "{}")).isTrue();
  }

  @Test
  void aStarInBracketsIsForArraysAndOneAfterADotForObjects() {
    assertThat(matches("{ $.a.* = x }", "{\"a\":{\"b\":\"x\"}}")).isTrue();
    assertThat(matches("{ $.a[*] = x }", "{\"a\":{\"b\":\"x\"}}")).isFalse();
    assertThat(matches("{ $.a[*] = x }", "{\"a\":[\"x\"]}")).isTrue();
    assertThat(matches("{ $.a.* = x }", "{\"a\":[\"x\"]}")).isFalse();
  }

  @Test
  void wildcardsAndRegularExpressionsMayBeAsManyAsOneLikes() {
    assertThat(matches("{ $.*[*].*.b[*] = %x% }", "{\"a\":[{\"c\":{\"b\":[1,\"x\"]}}]}")).isTrue();
    assertThat(
            matches(
                "{ $.a[*] = 1 && $.a[*] = 2 && $.a[*] = 3 && $.a[*] = %4% && $.a[*] = %5% && $.a[*]"
                    + " = %6% }",
                "{\"a\":[6,5,4,3,2,1]}"))
        .isTrue();
  }

  @Test
  void starsAreNotEscaped() {
    assertThat(matches("{ $.a = \"\\*\" }", "{\"a\":\"*\"}")).isFalse();
    assertThat(matches("{ $.a = %^\\*$% }", "{\"a\":\"*\"}")).isTrue();
    assertThat(matches("{ $.a = %^\\*$% }", "{\"a\":\"x\"}")).isFalse();
  }

  @Test
  void ofDuplicateNamesTheLastOneCounts() {
    assertThat(matches("{ $.a = 2 }", "{\"a\":1,\"a\":2}")).isTrue();
    assertThat(matches("{ $.a = 1 }", "{\"a\":1,\"a\":2}")).isFalse();
  }

  @Test
  void escapesOfJsonAreNoMatterOfThePattern() {
    assertThat(matches("{ $.a = \"x/y\\\"\u00e9\" }", "{\"\\u0061\":\"x\\/\\u0079\\\"\\u00e9\"}"))
        .isTrue();
    assertThat(matches("{ $.a = %^..$% }", "{\"a\":\"\u00e9\u20ac\"}")).isTrue();
  }

  @Test
  void namesInBracketsMayHaveAnyCharacters() {
    assertThat(matches("{ $['a.b']['c'] = 1 && $.[\"d e\"] = 2 }", "{\"a.b\":{\"c\":1},\"d e\":2}"))
        .isTrue();
    assertThat(matches("{ $.['a\\'b'] = 1 }", "{\"a'b\":1}")).isTrue();
    assertThat(
            matches("{ $.detail-type = 1 && $.aws:x_y = 2 }", "{\"detail-type\":1,\"aws:x_y\":2}"))
        .isTrue();
  }

  @Test
  void blanksAndLineBreaksMeanNothingBetweenWords() {
    assertThat(matches("\n\t{($.a=1)\n&&\r\n(  $.b!=\"2\" )}\n", "{\"a\":1,\"b\":1}")).isTrue();
    assertThat(matches(" [ a=1||a=2 ,\n... ] ", "2 x")).isTrue();
  }

  @Test
  void regularExpressionsLookAnywhereAndTheirDotIsAnyCharacterAtAll() {
    assertThat(matches("{ $.a = %b.d% }", "{\"a\":\"ab\\ndc\"}")).isTrue();
    assertThat(matches("%a$%", "a\n")).isFalse();
  }

  @Test
  void lazyRepetitionsFindWhatEagerOnesFind() {
    assertThat(matches("%^a+?b$%", "aab")).isTrue();
  }

  @Test
  void aPlainLastWordTakesInTheRestOfTheLine() {
    assertThat(matches("[a=1, b]", "1 2 3 4")).isTrue();
    assertThat(matches("[a=1, b]", "1")).isFalse();
    assertThat(matches("[a, b=2]", "1 2 3")).isFalse();
    assertThat(matches("[..., b]", "")).isFalse();
    assertThat(matches("[...]", "")).isTrue();
  }

  @Test
  void anEllipsisIsAnyNumberOfWordsNoneToo() {
    assertThat(matches("[a=1, ..., b=2]", "1 2")).isTrue();
    assertThat(matches("[a=1, ..., b=2]", "1 x y 2")).isTrue();
    assertThat(matches("[a=1, ..., b=2]", "1")).isFalse();
    assertThat(matches("[a=1, ...]", "1 2 3")).isTrue();
    assertThat(matches("[..., a=1, b=2, ..., c=3, ...]", "1 1 2 9 3 9")).isTrue();
    assertThat(matches("[..., a=1, b=2, ..., c=3, ...]", "1 1 9 2 3 9")).isFalse();
  }

  @Test
  void whatIsInBracketsOrQuotesIsOneWordUpToTheFirstOneThatCloses() {
    assertThat(matches("[a=\"x y\", b=\"z w\"]", "[x y] \"z w\"")).isTrue();
    assertThat(matches("[a=\"x [y\", b=z]", "[x [y] z")).isTrue();
    assertThat(matches("[a=\"x\", b=y]", "\"x\"y")).isTrue();
    assertThat(matches("[a=\"\", b=y]", "\"\" y")).isTrue();
    assertThat(matches("[a=\"x \\\\\\\"y\\\\\\\"\", b=z]", "\"x \\\"y\\\"\" z")).isTrue();
  }

  @Test
  void whatIsNotClosedIsOneWordToTheEnd() {
    assertThat(matches("[a=1, b=\"x y z\"]", "1 [x y z")).isTrue();
    assertThat(matches("[a=1, b=\"x y z\"]", "1 \"x y z")).isTrue();
    assertThat(matches("[a=1, b]", "1 \"x\\")).isTrue();
  }

  @Test
  void aWordIsANumberWhenItLooksLikeOne() {
    assertThat(matches("[a > 5]", "6")).isTrue();
    assertThat(matches("[a > 5]", "six")).isFalse();
    assertThat(matches("[a = 404]", "404.0")).isTrue();
    assertThat(matches("[a = \"404\"]", "404.0")).isFalse();
    assertThat(matches("[a = 4*]", "404")).isTrue();
  }

  @Test
  void conditionsOnAWordMayHaveParentheses() {
    assertThat(matches("[(a = 1 || a = 2) && a != 2]", "1")).isTrue();
    assertThat(matches("[(a = 1 || a = 2) && a != 2]", "2")).isFalse();
  }

  @Test
  void tabsPartWordsToo() {
    assertThat(matches("[a=1, b=2]", "1\t2\r\n")).isTrue();
  }
}
