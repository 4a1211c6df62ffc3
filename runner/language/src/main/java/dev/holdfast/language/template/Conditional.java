package dev.holdfast.language.template;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Strip;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Judges conditions such as those of `when`, by the rules and in the words of ansible-core 2.14.
final class Conditional {
  private static final Pattern DEFINED_TEST =
      Pattern.compile("(hostvars\\[.+\\]|\\w+)\\s+(not\\s+is|is|is\\s+not)\\s+(defined|undefined)");
  private static final Pattern UNDEFINED_NAME =
      Pattern.compile("'(hostvars\\[.+\\]|\\w+)' is undefined");

  private final Templar templar;

  Conditional(Templar templar) {
    this.templar = templar;
  }

  boolean holds(Value condition) {
    if (condition == None.NONE || condition.equals(Str.EMPTY)) {
      return true;
    }
    if (condition instanceof Bool bool) {
      return bool.value();
    }
    try {
      return Truth.of(check(condition));
    } catch (UndefinedError e) {
      throw failed(condition, e);
    } catch (LanguageException e) {
      throw failed(condition, e);
    }
  }

  private static TemplateError failed(Value condition, LanguageException error) {
    return TemplateError.ansible(
        "The conditional check '%s' failed. The error was: %s"
            .formatted(Text.str(condition), error.message()),
        error);
  }

  private Value check(Value original) {
    if (templar.isTemplate(original)) {
      templar
          .services()
          .warnings()
          .accept(
              "conditional statements should not include jinja2 templating delimiters such as {{ }}"
                  + " or {% %}. Found: "
                  + Text.str(original));
    }
    boolean lookups = !(original instanceof Str text && text.unsafe());
    Options options = Options.VALUE.withLookups(lookups);
    String judged = Text.str(original);
    try {
      Value condition = templar.template(original, options);
      if (!(condition instanceof Str text) || text.text().isEmpty()) {
        return condition;
      }
      judged = text.text();
      if (text.unsafe()) {
        throw TemplateError.ansible("Conditional is marked as unsafe, and cannot be evaluated.");
      }
      return evaluate(text.text(), Text.str(original), options);
    } catch (UndefinedError e) {
      return decidedByDefinedTest(judged, Text.str(original), e);
    }
  }

  private Value evaluate(String condition, String original, Options options) {
    String presented = "{% if " + condition + " %} True {% else %} False {% endif %}";
    String answer = Strip.both(Text.str(templar.template(Str.of(presented), options)));
    return switch (answer) {
      case "True" -> Bool.TRUE;
      case "False" -> Bool.FALSE;
      default -> throw TemplateError.ansible("unable to evaluate conditional: " + original);
    };
  }

  /// A condition that asks whether the very variable is defined that turned out undefined has its
  /// answer in the error.
  private static Bool decidedByDefinedTest(
      String condition, String original, UndefinedError error) {
    Matcher undefined = UNDEFINED_NAME.matcher(error.message());
    if (undefined.find()) {
      String name = undefined.group(1).replace('\'', '"');
      Matcher test = DEFINED_TEST.matcher(condition);
      while (test.find()) {
        if (test.group(1).replace('\'', '"').equals(name)) {
          boolean shouldExist = test.group(2).contains("not") != test.group(3).equals("defined");
          return Bool.of(!shouldExist);
        }
      }
    }
    throw new UndefinedError(
        "error while evaluating conditional (" + original + "): " + error.message());
  }
}
