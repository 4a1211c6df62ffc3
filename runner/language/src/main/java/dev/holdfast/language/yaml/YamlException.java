package dev.holdfast.language.yaml;

import dev.holdfast.language.value.DocumentException;
import java.util.Optional;

/// A text that is no YAML, worded as libyaml and PyYAML do.
public final class YamlException extends DocumentException {
  private final String problem;
  private final Optional<String> context;
  private final Position at;

  YamlException(String problem, Optional<String> context, Position at) {
    super(text(problem, context, at));
    this.problem = problem;
    this.context = context;
    this.at = at;
  }

  /// What is wrong, such as `mapping values are not allowed in this context`.
  public String problem() {
    return problem;
  }

  /// What was being read, such as `while parsing a block mapping`.
  public Optional<String> context() {
    return context;
  }

  public Position at() {
    return at;
  }

  /// The first part of what Ansible prints about a file; [Excerpt] makes the rest.
  public String syntaxError() {
    return "Syntax Error while loading YAML.\n  " + problem;
  }

  private static String text(String problem, Optional<String> context, Position at) {
    return context.map(what -> what + "\n").orElse("")
        + problem
        + "\n  in \"%s\", line %d, column %d".formatted(at.file(), at.line(), at.column());
  }
}
