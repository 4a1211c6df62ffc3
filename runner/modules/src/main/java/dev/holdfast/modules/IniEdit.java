package dev.holdfast.modules;

import dev.holdfast.engine.module.Parameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines of an INI file and what `ini_file` does to one section of them. What stands before the
/// first section is a section without a name.
final class IniEdit {
  private static final String NAMELESS = "\u0000";
  private static final Pattern BLANK = Pattern.compile("(?s)^[ \\t]*([#;][^\\n]*)?(\\n)?$");

  private final Parameters arguments;
  private final List<String> values;
  private final List<String> lines;
  private final String section;
  private final Optional<String> option;
  private final boolean noValues;
  private List<String> own = new ArrayList<>();
  private List<Boolean> settled = new ArrayList<>();
  private boolean changed;
  private String message = "OK";

  IniEdit(Parameters arguments, List<String> values, List<String> given) {
    this.arguments = arguments;
    this.values = new ArrayList<>(values);
    this.lines = new ArrayList<>(given);
    this.section =
        arguments
            .text("section")
            .filter(text -> !text.isEmpty())
            .map(TextEdit::bytes)
            .orElse(NAMELESS);
    this.option = arguments.text("option").filter(text -> !text.isEmpty()).map(TextEdit::bytes);
    this.noValues = arguments.on("allow_no_value");
  }

  boolean changed() {
    return changed;
  }

  String message() {
    return message;
  }

  String text() {
    return String.join("", lines);
  }

  void apply() {
    if (lines.isEmpty()) {
      lines.add("\n");
    }
    if (!lines.getLast().endsWith("\n")) {
      lines.set(lines.size() - 1, lines.getLast() + "\n");
      changed = true;
    }
    lines.addFirst("[" + NAMELESS + "]");
    int start = start();
    int end = start < 0 ? 0 : end(start);
    int from = Math.max(start, 0);
    List<String> before = List.copyOf(lines.subList(0, from));
    List<String> after = List.copyOf(lines.subList(end, lines.size()));
    own = new ArrayList<>(lines.subList(from, end));
    settled = new ArrayList<>(Collections.nCopies(own.size(), false));
    if (arguments.must("state").equals("present")) {
      present();
    } else {
      absent();
    }
    lines.clear();
    lines.addAll(before);
    lines.addAll(own);
    lines.addAll(after);
    if (!lines.isEmpty() && lines.getFirst().startsWith("[" + NAMELESS)) {
      lines.removeFirst();
    }
    if (start < 0 && arguments.must("state").equals("present")) {
      newSection();
    }
  }

  private int start() {
    int start = -1;
    for (int i = 0; i < lines.size(); i++) {
      boolean opens = lines.get(i).startsWith("[" + section + "]");
      if (opens) {
        start = i;
      } else if (start >= 0 && lines.get(i).startsWith("[")) {
        return start;
      }
    }
    return start;
  }

  private int end(int start) {
    int at = start + 1;
    while (at < lines.size() && !lines.get(at).startsWith("[")) {
      at++;
    }
    return at;
  }

  private String assignment(String value) {
    String sign = arguments.on("no_extra_spaces") ? "=" : " = ";
    return option.orElse("") + sign + value + "\n";
  }

  private Optional<String> matched(String line, boolean active) {
    Matcher matcher =
        Pattern.compile(
                (active ? "" : "[#;]?")
                    + "[ \\t]*"
                    + Pattern.quote(option.orElse(""))
                    + "[ \\t]*(=|$)[ \\t]*(.*)",
                Pattern.UNIX_LINES)
            .matcher(line);
    return matcher.lookingAt() ? Optional.of(matcher.group(2)) : Optional.empty();
  }

  private void update(int index, String line) {
    if (!own.get(index).equals(line)) {
      changed = true;
      message = "option changed";
    }
    own.set(index, line);
    settled.set(index, true);
  }

  private void present() {
    boolean valueless = option.isPresent() && keep();
    if (option.isPresent() && arguments.on("exclusive") && !noValues) {
      replace();
    }
    add(valueless);
  }

  /// Lines that have a wanted value stay, in the wanted form. Whether the option is there without a
  /// value.
  private boolean keep() {
    boolean valueless = false;
    for (int i = 0; i < own.size(); i++) {
      Optional<String> value = matched(own.get(i), false);
      if (value.isEmpty()) {
        continue;
      }
      if (values.contains(value.get())) {
        boolean bare = value.get().isEmpty() && noValues;
        valueless |= bare;
        update(i, bare ? option.get() + "\n" : assignment(value.get()));
        values.remove(value.get());
      } else if (values.isEmpty() && noValues) {
        update(i, option.get() + "\n");
        return true;
      }
    }
    return valueless;
  }

  /// Lines with other values take the wanted ones; those that are left over go.
  private void replace() {
    for (int i = 0; i < own.size() && !values.isEmpty(); i++) {
      if (!settled.get(i) && matched(own.get(i), false).isPresent()) {
        update(i, assignment(values.removeFirst()));
      }
    }
    for (int i = own.size() - 1; i > 0; i--) {
      if (!settled.get(i) && matched(own.get(i), false).isPresent()) {
        own.remove(i);
        settled.remove(i);
        changed = true;
        message = "option changed";
      }
    }
  }

  /// New lines come after the last one that says anything.
  private void add(boolean valueless) {
    int at = own.size();
    while (at > 0 && BLANK.matcher(own.get(at - 1)).matches()) {
      at--;
    }
    if (at == 0 || option.isEmpty()) {
      return;
    }
    if (!values.isEmpty()) {
      own.addAll(at, values.stream().map(this::assignment).toList());
    } else if (noValues && !valueless) {
      own.add(at, option.get() + "\n");
    } else {
      return;
    }
    message = "option added";
    changed = true;
  }

  private void absent() {
    if (option.isEmpty()) {
      if (!own.isEmpty()) {
        own.clear();
        message = "section removed";
        changed = true;
      }
      return;
    }
    boolean exclusive = arguments.on("exclusive");
    boolean gone =
        own.removeIf(line ->
            matched(line, true).filter(value -> exclusive || values.contains(value)).isPresent());
    if (gone) {
      changed = true;
      message = "option changed";
    }
  }

  private void newSection() {
    lines.add("[" + section + "]\n");
    message = "section and option added";
    if (option.isPresent() && !values.isEmpty()) {
      values.forEach(value -> lines.add(assignment(value)));
    } else if (option.isPresent() && noValues) {
      lines.add(option.get() + "\n");
    } else {
      message = "only section added";
    }
    changed = true;
  }
}
