package dev.holdfast.language.template;

import dev.holdfast.language.jinja.Settings;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.PythonLiteral;
import dev.holdfast.language.value.Strip;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first line `#jinja2: key: value, …` of a template, which changes how the rest is read.
///
/// @param body the template without it
record TemplateHeader(Settings settings, String body) {
  private static final String START = "#jinja2:";

  static TemplateHeader read(String text, Settings settings) {
    if (!text.startsWith(START)) {
      return new TemplateHeader(settings, text);
    }
    int end = text.indexOf('\n');
    // Without a newline Ansible takes the last character off and keeps the line as the template.
    String line = text.substring(START.length(), end < 0 ? text.length() - 1 : end);
    Settings changed = settings;
    String linePrefix = "";
    for (String pair : line.split(",", -1)) {
      int colon = pair.indexOf(':');
      if (colon < 0) {
        throw TemplateError.ansible(
            "failed to parse jinja2 override '"
                + Strip.both(pair)
                + "'. Did you use something different from colon as key-value separator?");
      }
      String value = Strip.both(pair.substring(colon + 1));
      String key = Strip.both(pair.substring(0, colon));
      if (key.equals("line_statement_prefix")) {
        linePrefix = Text.str(literal(value));
      } else {
        changed = apply(changed, key, literal(value));
      }
    }
    return new TemplateHeader(changed, blocks(text.substring(end + 1), linePrefix, changed));
  }

  /// The lines that begin with a prefix as blocks. The end of such a line belongs to its block; the
  /// plus keeps that of an empty line behind it.
  private static String blocks(String body, String prefix, Settings settings) {
    if (prefix.isEmpty()) {
      return body;
    }
    return Pattern.compile("(?m)^[ \\t\\x0B]*" + Pattern.quote(prefix) + "(.*?)(\\s*\n|\\z)")
        .matcher(body)
        .replaceAll(line ->
            Matcher.quoteReplacement(
                settings.blockStart() + line.group(1) + line.group(2) + "+" + settings.blockEnd()));
  }

  private static Value literal(String text) {
    return PythonLiteral.parse(text, false)
        .orElseThrow(() -> PythonError.valueError("malformed node or string: " + text));
  }

  private static Settings apply(Settings settings, String key, Value value) {
    return switch (key) {
      case "trim_blocks" -> settings.withTrimBlocks(Truth.of(value));
      case "lstrip_blocks" -> settings.withLstripBlocks(Truth.of(value));
      case "keep_trailing_newline" -> settings.withKeepTrailingNewline(Truth.of(value));
      case "newline_sequence" -> settings.withNewline(Text.str(value));
      case "variable_start_string" ->
          settings.withVariable(Text.str(value), settings.variableEnd());
      case "variable_end_string" ->
          settings.withVariable(settings.variableStart(), Text.str(value));
      case "block_start_string" -> settings.withBlock(Text.str(value), settings.blockEnd());
      case "block_end_string" -> settings.withBlock(settings.blockStart(), Text.str(value));
      case "comment_start_string" -> settings.withComment(Text.str(value), settings.commentEnd());
      case "comment_end_string" -> settings.withComment(settings.commentStart(), Text.str(value));
      default -> settings;
    };
  }
}
