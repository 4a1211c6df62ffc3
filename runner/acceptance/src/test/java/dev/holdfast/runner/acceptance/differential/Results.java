package dev.holdfast.runner.acceptance.differential;

import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Items;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the callback `json` tells of a run, a line for each task and host, without what differs
/// between any two runs.
final class Results {
  /// Times, numbers that a kernel gives, names that are made up, what shows how a module works, and
  /// how a delegate is reached, where Ansible tells its password too.
  private static final Set<String> NOISE =
      Set.of(
          "_ansible_delegated_vars",
          "ansible_job_id",
          "atime",
          "ctime",
          "delta",
          "dev",
          "end",
          "exception",
          "inode",
          "invocation",
          "module_stderr",
          "module_stdout",
          "mtime",
          "path_content",
          "results_file",
          "src",
          "ssh_fingerprint",
          "ssh_public_key",
          "start",
          "started",
          "version");

  private Results() {}

  static List<String> of(String output) {
    Value all = JsonReader.read(output.substring(Math.max(0, output.indexOf('{'))));
    List<String> lines = new ArrayList<>();
    for (Value play : items(all, "plays")) {
      for (Value task : items(play, "tasks")) {
        String name = Text.str(member(member(task, "task"), "name"));
        if (member(task, "hosts") instanceof DictValue hosts) {
          hosts.entries().forEach((host, result) -> lines.add(line(name, host, result)));
        }
      }
    }
    lines.add("stats " + Text.repr(sorted(member(all, "stats"))));
    lines.add("custom " + Text.repr(sorted(member(all, "global_custom_stats"))));
    return lines;
  }

  private static String line(String name, Value host, Value result) {
    boolean facts = name.equals("Gathering Facts");
    return name
        + " ["
        + Text.str(host)
        + "] "
        + Text.repr(facts ? member(result, "changed") : sorted(result));
  }

  private static List<Value> items(Value value, String name) {
    return Sequences.iterate(member(value, name));
  }

  private static Value member(Value value, String name) {
    return Items.item(value, Str.of(name));
  }

  /// A copy with its keys in order and without noise.
  private static Value sorted(Value value) {
    if (value instanceof DictValue dict) {
      DictValue copy = new DictValue();
      dict.entries().keySet().stream()
          .sorted((a, b) -> Text.str(a).compareTo(Text.str(b)))
          .filter(key -> !NOISE.contains(Text.str(key)))
          .forEach(key -> copy.put(key, sorted(member(dict, Text.str(key)))));
      return copy;
    }
    if (value instanceof ListValue list) {
      return new ListValue(list.items().stream().map(Results::sorted).toList());
    }
    return value instanceof Str(String text, _, _)
        ? Str.of(
            text.replaceAll("/ansible\\.[a-z0-9_]{8}", "/ansible.RANDOM")
                .replaceAll("/junit-?[0-9]+/(theirs|ours)/", "/PROJECT/"))
        : value;
  }
}
