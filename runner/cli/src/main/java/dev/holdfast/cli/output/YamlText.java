package dev.holdfast.cli.output;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;

/// Texts of several lines made fit for YAML's literal blocks, for people rather than for programs.
final class YamlText {
  private static final int TAB = 8;

  private YamlText() {}

  /// The value with such texts in it changed.
  static Value readable(Value value) {
    return switch (value) {
      case Str str when str.text().indexOf('\n') >= 0 -> Str.of(readable(str.text()));
      case DictValue dict -> {
        DictValue changed = new DictValue();
        dict.entries().forEach((key, inner) -> changed.put(key, readable(inner)));
        yield changed;
      }
      case ListValue list -> new ListValue(list.items().stream().map(YamlText::readable).toList());
      default -> value;
    };
  }

  /// Blocks hold neither tabs, nor odd characters, nor spaces before the end of a line.
  private static String readable(String text) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int point : text.stripTrailing().codePoints().toArray()) {
      if (point == '\t') {
        int spaces = TAB - column % TAB;
        out.repeat(' ', spaces);
        column += spaces;
      } else if (point == '\n' || isPrinted(point)) {
        out.appendCodePoint(point);
        column = point == '\n' ? 0 : column + 1;
      }
    }
    return out.toString().replaceAll(" +\n", "\n");
  }

  private static boolean isPrinted(int point) {
    boolean ascii = point >= 0x20 && point <= 0x7e;
    boolean other = point == 0x85 || (point >= 0xa0 && point != 0xfeff);
    return ascii || (other && !Character.isSurrogate((char) Math.min(point, 0xffff)));
  }
}
