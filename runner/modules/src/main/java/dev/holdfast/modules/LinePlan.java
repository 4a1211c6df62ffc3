package dev.holdfast.modules;

import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.regex.PythonMatch;
import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.regex.RegexException;
import dev.holdfast.language.regex.RegexFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Where `lineinfile` puts its line.
///
/// @param lines of the file afterwards, with their ends
/// @param message what was done; empty for nothing
record LinePlan(List<String> lines, String message) {

  boolean changed() {
    return !message.isEmpty();
  }

  /// Patterns match bytes, as Python's do here: only ASCII has letters and digits.
  static PythonRegex pattern(String text) {
    try {
      return PythonRegex.compile(TextEdit.bytes(text), Set.of(RegexFlag.ASCII));
    } catch (RegexException problem) {
      throw ModuleFailure.of(String.valueOf(problem.getMessage()));
    }
  }

  /// Which lines `state: absent` takes away.
  static Predicate<String> matching(Parameters arguments) {
    if (arguments.has("regexp")) {
      PythonRegex regex = pattern(arguments.must("regexp"));
      return line -> regex.search(line).isPresent();
    }
    if (arguments.has("search_string")) {
      String part = TextEdit.bytes(arguments.must("search_string"));
      return line -> line.contains(part);
    }
    String whole = TextEdit.bytes(arguments.must("line"));
    return line -> bare(line).equals(whole);
  }

  static String bare(String line) {
    return CommandModule.stripped(line);
  }

  static LinePlan of(Parameters arguments, List<String> given) {
    return new Search(arguments, new ArrayList<>(given)).plan();
  }

  /// The search as the module's own loops do it: the last match counts unless the first is asked
  /// for.
  private static final class Search {
    private final Parameters arguments;
    private final List<String> lines;
    private final String line;
    private final Optional<String> after;
    private final Optional<String> before;
    private final boolean first;
    private int found = -1;
    private int place = -1;
    private boolean exact;
    private boolean searched;
    private Optional<PythonMatch> match = Optional.empty();

    Search(Parameters arguments, List<String> lines) {
      this.arguments = arguments;
      this.lines = lines;
      this.line = TextEdit.bytes(arguments.must("line"));
      this.before = arguments.text("insertbefore");
      this.after =
          arguments
              .text("insertafter")
              .or(() -> before.isEmpty() ? Optional.of("EOF") : Optional.empty());
      this.first = arguments.on("firstmatch");
    }

    LinePlan plan() {
      search();
      if (match.isEmpty() && !searched) {
        locate();
      }
      return decide();
    }

    private void search() {
      Optional<PythonRegex> regex = arguments.text("regexp").map(LinePlan::pattern);
      Optional<String> part = arguments.text("search_string").map(TextEdit::bytes);
      for (int i = 0; i < lines.size(); i++) {
        String current = lines.get(i);
        Optional<PythonMatch> hit = regex.flatMap(each -> each.search(current));
        boolean contains = part.map(current::contains).orElse(false);
        if (hit.isPresent() || contains) {
          found = i;
          match = hit;
          searched = true;
          if (first) {
            return;
          }
        }
      }
    }

    private void locate() {
      Optional<PythonRegex> regex =
          after
              .filter(text -> !text.equals("BOF") && !text.equals("EOF"))
              .or(() -> before.filter(text -> !text.equals("BOF")))
              .map(LinePlan::pattern);
      for (int i = 0; i < lines.size(); i++) {
        String current = lines.get(i);
        if (bare(current).equals(line)) {
          found = i;
          exact = true;
        } else if (regex.flatMap(each -> each.search(current)).isPresent()) {
          place = after.isPresent() ? i + 1 : i;
          if (first) {
            return;
          }
        }
      }
    }

    private LinePlan decide() {
      if (found != -1) {
        return replace();
      }
      if (arguments.on("backrefs")) {
        return new LinePlan(lines, "");
      }
      if (before.equals(Optional.of("BOF")) || after.equals(Optional.of("BOF"))) {
        return insert(0);
      }
      if (after.equals(Optional.of("EOF")) || place == -1) {
        endWithNewline();
        return insert(lines.size());
      }
      if (after.isPresent()) {
        return insertAfter();
      }
      return insert(place);
    }

    private LinePlan replace() {
      String wanted = arguments.on("backrefs") && match.isPresent() ? expanded(match.get()) : line;
      String whole = wanted.endsWith("\n") ? wanted : wanted + "\n";
      boolean bySearch = arguments.has("regexp") || arguments.has("search_string");
      if ((bySearch || exact) && !lines.get(found).equals(whole)) {
        lines.set(found, whole);
        return new LinePlan(lines, "line replaced");
      }
      return new LinePlan(lines, "");
    }

    private String expanded(PythonMatch hit) {
      return pattern(arguments.must("regexp")).expand(line, hit);
    }

    private LinePlan insertAfter() {
      boolean end = lines.size() == place;
      String neighbour = lines.get(end ? place - 1 : place);
      return bare(neighbour).equals(line) ? new LinePlan(lines, "") : insert(place);
    }

    private LinePlan insert(int index) {
      lines.add(index, line + "\n");
      return new LinePlan(lines, "line added");
    }

    private void endWithNewline() {
      if (!lines.isEmpty() && !lines.getLast().endsWith("\n") && !lines.getLast().endsWith("\r")) {
        lines.add("\n");
      }
    }
  }
}
