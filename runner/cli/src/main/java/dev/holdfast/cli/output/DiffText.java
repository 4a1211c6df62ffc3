package dev.holdfast.cli.output;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The member `diff` of results as text.
final class DiffText {
  private final Screen screen;
  private final int context;

  DiffText(Screen screen, int context) {
    this.screen = screen;
    this.context = context;
  }

  /// All differences of a result; empty when there are none.
  String of(Value diff) {
    List<Value> all = diff instanceof ListValue list ? list.items() : List.of(diff);
    StringBuilder text = new StringBuilder();
    for (Value each : all) {
      if (each instanceof DictValue dict) {
        one(dict, text);
      }
    }
    return text.toString();
  }

  private void one(DictValue diff, StringBuilder text) {
    note(diff, "dst_binary", "diff skipped: destination file appears to be binary\n", text);
    note(diff, "src_binary", "diff skipped: source file appears to be binary\n", text);
    larger(diff, "dst_larger", "destination", text);
    larger(diff, "src_larger", "source", text);
    if (diff.get("before").isPresent() && diff.get("after").isPresent()) {
      texts(diff, text);
    }
    diff.get("prepared").ifPresent(prepared -> text.append(Text.str(prepared)));
  }

  private static void note(DictValue diff, String key, String note, StringBuilder text) {
    if (diff.get(key).isPresent()) {
      text.append(note);
    }
  }

  private static void larger(DictValue diff, String key, String which, StringBuilder text) {
    diff.get(key)
        .ifPresent(size ->
            text.append("diff skipped: ")
                .append(which)
                .append(" file size is greater than ")
                .append(Text.str(size))
                .append('\n'));
  }

  private void texts(DictValue diff, StringBuilder text) {
    List<String> lines =
        new UnifiedDiff(side(diff, "before"), side(diff, "after"), context)
            .lines(header(diff, "before"), header(diff, "after"));
    for (String line : lines) {
      text.append(paint(line));
    }
    if (!lines.isEmpty()) {
      text.append('\n');
    }
  }

  private String paint(String line) {
    Screen.Colour colour =
        switch (line.charAt(0)) {
          case '+' -> Screen.Colour.DIFF_ADD;
          case '-' -> Screen.Colour.DIFF_REMOVE;
          case '@' -> Screen.Colour.DIFF_LINES;
          default -> Screen.Colour.NONE;
        };
    return screen.paint(line, colour);
  }

  private static String header(DictValue diff, String side) {
    return diff.get(side + "_header").map(name -> side + ": " + Text.str(name)).orElse(side);
  }

  private static List<String> side(DictValue diff, String side) {
    Value value = diff.get(side).orElse(None.NONE);
    String text =
        value instanceof DictValue
            ? JsonWriter.write(
                    value,
                    JsonFormat.PLAIN.withSortKeys(true).withIndent(4).withSeparators(",", ": "))
                + "\n"
            : value == None.NONE ? "" : Text.str(value);
    return lines(text);
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      if (end < 0) {
        lines.add(text.substring(from) + "\n\\ No newline at end of file\n");
        return lines;
      }
      lines.add(text.substring(from, end + 1));
      from = end + 1;
    }
    return lines;
  }
}
