package dev.holdfast.modules;

import dev.holdfast.engine.module.Lines;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The file of a service of PAM: rules, and lines that only pass through.
final class PamdService {
  private static final String MARK = "# Updated by Ansible";

  /// A line, and the rule that it is, if it is one.
  private record Entry(String line, Optional<PamdRule> rule) {
    static Entry of(PamdRule rule) {
      return new Entry(rule.text(), Optional.of(rule));
    }

    boolean passes() {
      return line.isBlank() || line.stripLeading().startsWith("#");
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  private PamdService() {}

  static PamdService parse(String text) {
    PamdService service = new PamdService();
    for (String line : Lines.of(text)) {
      String bare = line.stripLeading();
      boolean rule = !bare.isEmpty() && !bare.startsWith("#") && !bare.startsWith("@include");
      if (!rule) {
        service.entries.add(new Entry(line, Optional.empty()));
        continue;
      }
      service.entries.add(
          PamdRule.parse(line)
              .map(Entry::of)
              .orElseThrow(() -> ModuleFailure.of("Rule is not valid " + line)));
    }
    return service;
  }

  /// Does what the task wants; how many rules changed.
  int apply(Parameters arguments) {
    List<String> words = PamdRule.words(arguments.texts("module_arguments"));
    return switch (arguments.must("state")) {
      case "absent" -> remove(arguments);
      case "before" -> insert(arguments, words, true);
      case "after" -> insert(arguments, words, false);
      case "args_absent" ->
          change(
              arguments,
              rule ->
                  rule.with(
                      rule.arguments().stream().filter(each -> !words.contains(each)).toList()));
      case "args_present" -> {
        if (words.stream().anyMatch(each -> each.startsWith("["))) {
          throw ModuleFailure.of(
              "Unable to process bracketed '[' complex arguments with 'args_present'. Please use"
                  + " 'updated'.");
        }
        yield change(arguments, rule -> rule.with(added(rule.arguments(), words)));
      }
      default ->
          change(
              arguments,
              rule ->
                  new PamdRule(
                      arguments.text("new_type").orElse(rule.type()),
                      arguments.text("new_control").orElse(rule.control()),
                      arguments.text("new_module_path").orElse(rule.path()),
                      arguments.has("module_arguments") ? words : rule.arguments()));
    };
  }

  private static boolean meant(Parameters arguments, Entry entry) {
    return entry
        .rule()
        .filter(rule ->
            rule.is(
                arguments.must("type"), arguments.must("control"), arguments.must("module_path")))
        .isPresent();
  }

  private int change(Parameters arguments, UnaryOperator<PamdRule> how) {
    int changes = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (meant(arguments, entries.get(i))) {
        PamdRule old = entries.get(i).rule().orElseThrow();
        PamdRule changed = how.apply(old);
        if (!changed.equals(old)) {
          entries.set(i, Entry.of(changed));
          changes++;
        }
      }
    }
    return changes;
  }

  private int remove(Parameters arguments) {
    int before = entries.size();
    entries.removeIf(entry -> meant(arguments, entry));
    return before - entries.size();
  }

  private int insert(Parameters arguments, List<String> words, boolean before) {
    PamdRule rule =
        new PamdRule(
            arguments.must("new_type"),
            arguments.must("new_control"),
            arguments.must("new_module_path"),
            words);
    int changes = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (!meant(arguments, entries.get(i))) {
        continue;
      }
      int next = neighbour(i, before ? -1 : 1);
      boolean there =
          next >= 0
              && next < entries.size()
              && entries
                  .get(next)
                  .rule()
                  .filter(each -> each.is(rule.type(), rule.control(), rule.path()))
                  .isPresent();
      if (!there) {
        entries.add(before ? i : i + 1, Entry.of(rule));
        changes++;
        i++;
      }
    }
    return changes;
  }

  /// The next line that says something.
  private int neighbour(int from, int direction) {
    int at = from + direction;
    while (at >= 0 && at < entries.size() && entries.get(at).passes()) {
      at += direction;
    }
    return at;
  }

  /// Words that are missing come at the end; those with another value get theirs in place.
  private static List<String> added(List<String> now, List<String> wanted) {
    List<String> words = new ArrayList<>(now);
    Map<String, String> values = new LinkedHashMap<>();
    wanted.stream()
        .filter(each -> each.contains("="))
        .forEach(each -> values.put(each.substring(0, each.indexOf('=')), each));
    words.replaceAll(each ->
        each.contains("=")
            ? values.getOrDefault(each.substring(0, each.indexOf('=')), each)
            : each);
    wanted.stream().filter(each -> !words.contains(each)).forEach(words::add);
    return words;
  }

  Optional<String> problem() {
    return entries.stream()
        .flatMap(entry -> entry.rule().stream())
        .flatMap(rule -> rule.problem().stream())
        .findFirst();
  }

  /// The text, with a mark on its second line.
  String text(String mark) {
    List<String> lines = new ArrayList<>(entries.stream().map(Entry::line).toList());
    if (lines.size() <= 1) {
      lines.add(0, "");
      lines.add(1, mark);
    } else if (lines.get(1).startsWith(MARK)) {
      lines.set(1, mark);
    } else {
      lines.add(1, mark);
    }
    return String.join("\n", lines) + "\n";
  }
}
