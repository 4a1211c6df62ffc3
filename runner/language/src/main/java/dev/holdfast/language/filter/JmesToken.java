package dev.holdfast.language.filter;

import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A piece of a JMESPath query.
///
/// @param kind the sign itself, or `name`, `quoted`, `raw`, `literal`, `number`, `end`
record JmesToken(String kind, String text, int column) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+"
              + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<number>-?[0-9]+)"
              + "|(?<quoted>\"(?:[^\"\\\\]|\\\\.)*\")"
              + "|(?<raw>'(?:[^'\\\\]|\\\\.)*')"
              + "|(?<literal>`(?:[^`\\\\]|\\\\.)*`)"
              + "|(?<sign>\\[\\?|\\[\\]|\\|\\||&&|==|!=|<=|>=|[.*@\\]\\[(){},:|&!<>])",
          Pattern.DOTALL);

  boolean is(String wanted) {
    return kind.equals(wanted);
  }

  static List<JmesToken> scan(String source) {
    List<JmesToken> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(source);
    int at = 0;
    while (at < source.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw TemplateError.filter(
            "JMESPathError in json_query filter plugin:\nBad jmespath expression: Unknown token %s:\n%s"
                .formatted(source.charAt(at), source));
      }
      add(tokens, matcher, at);
      at = matcher.end();
    }
    tokens.add(new JmesToken("end", "", source.length()));
    return tokens;
  }

  private static void add(List<JmesToken> tokens, Matcher matcher, int at) {
    for (String kind : List.of("name", "number", "quoted", "raw", "literal", "sign")) {
      String text = matcher.group(kind);
      if (text != null) {
        tokens.add(
            switch (kind) {
              case "sign" -> new JmesToken(text, text, at);
              case "quoted" -> new JmesToken(kind, Text.str(JsonReader.read(text)), at);
              case "raw" -> new JmesToken(kind, inner(text).replace("\\'", "'"), at);
              case "literal" -> new JmesToken(kind, literal(inner(text).replace("\\`", "`")), at);
              default -> new JmesToken(kind, text, at);
            });
      }
    }
  }

  private static String inner(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  /// Words in back quotes that are no JSON are text, as older queries have them.
  private static String literal(String text) {
    String trimmed = text.strip();
    boolean json = trimmed.matches("(?s)[\\[{\"].*|-?[0-9][0-9.eE+-]*|true|false|null");
    return json ? trimmed : "\"" + text.stripLeading().replace("\"", "\\\"") + "\"";
  }
}
