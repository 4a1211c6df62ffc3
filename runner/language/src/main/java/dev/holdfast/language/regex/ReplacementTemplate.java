package dev.holdfast.language.regex;

import dev.holdfast.language.value.PythonError;
import java.util.ArrayList;
import java.util.List;

/// What `re.sub` puts in a match's place: `\1`, `\g<name>`, escapes; a dollar sign is itself.
final class ReplacementTemplate {
  private sealed interface Part {
    record Literal(String text) implements Part {}

    record Group(int number) implements Part {}
  }

  private final List<Part> parts = new ArrayList<>();
  private final String source;
  private final Translation pattern;
  private int at;

  private ReplacementTemplate(String source, Translation pattern) {
    this.source = source;
    this.pattern = pattern;
  }

  static ReplacementTemplate parse(String source, Translation pattern) {
    ReplacementTemplate template = new ReplacementTemplate(source, pattern);
    template.run();
    return template;
  }

  String expand(PythonMatch match) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(String text) -> out.append(text);
        case Part.Group(int number) -> out.append(match.group(number).orElse(""));
      }
    }
    return out.toString();
  }

  private void run() {
    while (at < source.length()) {
      int slash = source.indexOf('\\', at);
      if (slash < 0) {
        parts.add(new Part.Literal(source.substring(at)));
        return;
      }
      parts.add(new Part.Literal(source.substring(at, slash)));
      at = slash + 1;
      if (at >= source.length()) {
        throw RegexException.at("bad escape (end of pattern)", slash);
      }
      escape(slash);
    }
  }

  private void escape(int slash) {
    char c = source.charAt(at);
    if (c == 'g') {
      name(slash);
    } else if (c >= '0' && c <= '9') {
      digits(slash);
    } else {
      int simple = "abfnrtv\\".indexOf(c);
      if (simple >= 0) {
        parts.add(new Part.Literal(String.valueOf("\u0007\b\f\n\r\t\u000b\\".charAt(simple))));
      } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        throw RegexException.at("bad escape \\" + c, slash);
      } else {
        parts.add(new Part.Literal("\\" + c));
      }
      at++;
    }
  }

  private void digits(int slash) {
    boolean three =
        at + 3 <= source.length()
            && source.substring(at, at + 3).chars().allMatch(Escapes::isOctal);
    if (source.charAt(at) == '0' || three) {
      Escapes.Escape octal = Escapes.octal(source, slash, Math.min(source.length(), slash + 4));
      String code = octal.text().substring(3, octal.text().length() - 1);
      parts.add(new Part.Literal(Character.toString(Integer.parseInt(code, 16))));
      at = octal.end();
      return;
    }
    int end = at + 1;
    if (end < source.length() && source.charAt(end) >= '0' && source.charAt(end) <= '9') {
      end++;
    }
    group(Integer.parseInt(source.substring(at, end)), slash + 1);
    at = end;
  }

  private void group(int number, int position) {
    if (number > pattern.groups()) {
      throw RegexException.at("invalid group reference " + number, position);
    }
    parts.add(new Part.Group(number));
  }

  private void name(int slash) {
    if (!source.startsWith("<", at + 1)) {
      throw RegexException.at("missing <", slash + 2);
    }
    int close = source.indexOf('>', at);
    if (close < 0) {
      throw RegexException.at("missing >, unterminated name", slash + 3);
    }
    String name = source.substring(at + 2, close);
    if (name.isEmpty()) {
      throw RegexException.at("missing group name", slash + 3);
    }
    at = close + 1;
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      group(Integer.parseInt(name), slash + 3);
      return;
    }
    if (!Translator.isName(name)) {
      throw RegexException.at("bad character in group name '" + name + "'", slash + 3);
    }
    Integer number = pattern.names().get(name);
    if (number == null) {
      throw PythonError.indexError("unknown group name '" + name + "'");
    }
    parts.add(new Part.Group(number));
  }
}
