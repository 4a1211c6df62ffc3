package dev.holdfast.language.yaml;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// How libyaml, through which Ansible reads YAML, words what our scanner complains about: both come
/// from one design and stop at the same character, but not with the same sentence.
final class LibyamlWords {
  private record Rule(Predicate<String> context, Pattern problem, String words) {}

  private static final Pattern NODE_CONTENT = Pattern.compile("expected the node content.*");
  private static final Pattern BLOCK_END = Pattern.compile("expected <block end>.*");

  private static final List<Rule> RULES =
      List.of(
          any(
              "mapping values are not allowed here",
              "mapping values are not allowed in this context"),
          any("mapping keys are not allowed here", "mapping keys are not allowed in this context"),
          any(
              "sequence entries are not allowed here",
              "block sequence entries are not allowed in this context"),
          in("while parsing a block mapping", BLOCK_END, "did not find expected key"),
          in("while parsing a block collection", BLOCK_END, "did not find expected '-' indicator"),
          any("expected ',' or '\\]'.*", "did not find expected ',' or ']'"),
          any("expected ',' or '\\}'.*", "did not find expected ',' or '}'"),
          new Rule(context -> true, NODE_CONTENT, "did not find expected node content"),
          any("expected '<document start>'.*", "did not find expected <document start>"),
          any(
              "found character .* that cannot start any token.*",
              "found character that cannot start any token"),
          any("found unknown escape character.*", "found unknown escape character"),
          any("found undefined alias.*", "found undefined alias"),
          any("found undefined tag handle.*", "found undefined tag handle"),
          any("found incompatible YAML document.*", "found incompatible YAML document"),
          any("expected escape sequence of .*", "did not find expected hexdecimal number"),
          any("found unknown escape.*", "found unknown escape character"),
          any("found unexpected document separator", "found unexpected document indicator"),
          any(
              "expected a comment or a line break.*",
              "did not find expected comment or line break"),
          any(
              "expected alphabetic or numeric character.*",
              "did not find expected alphabetic or numeric character"),
          any(
              "unexpected character found.*",
              "did not find expected alphabetic or numeric character"));

  private LibyamlWords() {}

  static YamlException translate(String file, String source, MarkedYAMLException error) {
    String context = Optional.ofNullable(error.getContext()).orElse("");
    String problem = Optional.ofNullable(error.getProblem()).orElse("");
    String words =
        RULES.stream()
            .filter(rule -> rule.context().test(context))
            .filter(rule -> rule.problem().matcher(problem).matches())
            .map(Rule::words)
            .findFirst()
            .orElse(problem);
    return new YamlException(
        words,
        Optional.of(context).filter(text -> !text.isEmpty()).map(LibyamlWords::context),
        place(file, source, error.getProblemMark(), words));
  }

  /// libyaml sees the end of a text that lacks its last newline on a line of its own, unless it
  /// looks for the end of a quoted scalar.
  private static Position place(String file, String source, Mark mark, String words) {
    boolean atEnd = mark.getIndex() >= source.codePointCount(0, source.length());
    boolean ownLine =
        atEnd && mark.getColumn() > 0 && !words.equals("found unexpected end of stream");
    if (words.equals("could not find expected ':'") && !atEnd) {
      return new Position(file, mark.getLine() + 2, 1);
    }
    return ownLine
        ? new Position(file, mark.getLine() + 2, 1)
        : new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String context(String words) {
    return words.equals("while scanning a double-quoted scalar")
        ? "while parsing a quoted scalar"
        : words;
  }

  private static Rule any(String problem, String words) {
    return new Rule(context -> true, Pattern.compile(problem, Pattern.DOTALL), words);
  }

  private static Rule in(String context, Pattern problem, String words) {
    return new Rule(context::equals, problem, words);
  }
}
