package dev.holdfast.modules;

import dev.holdfast.engine.module.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The text of `/etc/fstab` with a line more, less or other. Lines that are not understood stay.
final class Fstab {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private Fstab() {}

  /// What became of the text.
  record Change(String text, boolean changed) {}

  private static boolean isComment(String line) {
    return line.isBlank() || line.strip().startsWith("#");
  }

  private static String[] fields(String line) {
    return SPACES.split(line.strip());
  }

  /// Swap has no path: there the source tells one line from another.
  private static boolean same(String[] fields, FstabLine wanted) {
    boolean swap = fields[1].equals("none") && fields[2].equals("swap");
    return fields[1].equals(FstabLine.escaped(TextEdit.bytes(wanted.path())))
        && !(swap
            && wanted
                .source()
                .map(TextEdit::bytes)
                .filter(text -> !text.equals(fields[0]))
                .isPresent());
  }

  /// The text with an end to its last line.
  static String ended(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }

  static Change with(String text, FstabLine wanted) {
    String line = TextEdit.bytes(wanted.text());
    List<String> lines = new ArrayList<>();
    boolean exists = false;
    boolean changed = false;
    for (String each : Lines.withEnds(ended(text))) {
      String[] fields = isComment(each) ? new String[0] : fields(each);
      if (fields.length < 4 || fields.length > 6 || !same(fields, wanted)) {
        lines.add(each);
        continue;
      }
      exists = true;
      changed |= !List.of(fields).equals(List.of(fields(line)));
      lines.add(changed ? line : each);
    }
    if (!exists) {
      lines.add(line);
    }
    return new Change(String.join("", lines), changed || !exists);
  }

  static Change without(String text, FstabLine wanted) {
    List<String> lines = new ArrayList<>(Lines.withEnds(text));
    boolean changed =
        lines.removeIf(line -> {
          String[] fields = isComment(line) ? new String[0] : fields(line);
          return fields.length == 6 && same(fields, wanted);
        });
    return new Change(String.join("", lines), changed);
  }
}
