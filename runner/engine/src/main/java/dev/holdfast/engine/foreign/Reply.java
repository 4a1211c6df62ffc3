package dev.holdfast.engine.foreign;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.language.jinja.Literals;
import dev.holdfast.language.json.JsonException;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a module printed, read: the lines from the first that begins with a brace to the last that
/// ends with one are its result.
///
/// Source: `_filter_non_json_lines` of `ansible/module_utils/json_utils.py` and
/// `_parse_returned_data` of `ansible/plugins/action/__init__.py`.
///
/// @param warnings what is to be said beside the result
record Reply(DictValue result, List<String> warnings) {
  Reply {
    warnings = List.copyOf(warnings);
  }

  static Reply of(Ran ran, String out, String interpreter) {
    return read(out).orElseGet(() -> new Reply(failure(ran, out, interpreter), List.of()));
  }

  /// The same of what has run as a job, where failures have another form.
  static Reply ofJob(Ran ran, String out, Path module) {
    Reply reply = read(out).orElseGet(() -> new Reply(brokenJob(out, module), List.of()));
    if (!ran.errors().isEmpty()) {
      reply.result().put("stderr", Str.unsafe(ran.errors()));
    }
    return reply;
  }

  private static Optional<Reply> read(String out) {
    List<String> warnings = new ArrayList<>();
    try {
      Optional<String> json = json(out, warnings);
      if (json.isPresent() && JsonReader.read(json.get()) instanceof DictValue dict) {
        return Optional.of(new Reply(Literals.unsafe(dict), warnings));
      }
    } catch (JsonException broken) {
      // The whole output is shown then.
    }
    return Optional.empty();
  }

  private static DictValue brokenJob(String out, Path module) {
    DictValue result = new DictValue();
    result.put("failed", Bool.TRUE);
    result.put("cmd", Str.unsafe(module.toString()));
    result.put("data", Str.unsafe(out));
    result.put("msg", Str.unsafe("No JSON in the output of the module, see data and stderr"));
    return result;
  }

  private static Optional<String> json(String out, List<String> warnings) {
    List<String> lines = new ArrayList<>(out.lines().toList());
    int start = 0;
    while (start < lines.size() && !lines.get(start).strip().startsWith("{")) {
      start++;
    }
    int end = lines.size();
    while (end > start && !lines.get(end - 1).strip().endsWith("}")) {
      end--;
    }
    if (start == end) {
      return Optional.empty();
    }
    List<String> junk =
        lines.subList(end, lines.size()).stream().map(String::stripTrailing).toList();
    if (!junk.isEmpty() && junk.stream().anyMatch(line -> !line.isEmpty())) {
      warnings.add(
          "Module invocation had junk after the JSON data: "
              + String.join("\n", junk).stripTrailing());
    }
    return Optional.of(String.join("\n", lines.subList(start, end)));
  }

  private static DictValue failure(Ran ran, String out, String interpreter) {
    DictValue result = new DictValue();
    String errors = ran.errors();
    result.put("failed", Bool.TRUE);
    result.put("module_stdout", Str.unsafe(out));
    result.put("module_stderr", Str.unsafe(errors));
    for (String text : List.of(errors, out)) {
      if (text.startsWith("Traceback") && result.get("exception").isEmpty()) {
        result.put("exception", Str.unsafe(text));
      }
    }
    boolean missing =
        !interpreter.isEmpty()
            && Arrays.asList(interpreter, interpreter.split("\\s+")[0]).stream()
                .anyMatch(name -> lacks(errors, name) || lacks(out, name));
    result.put(
        "msg",
        Str.unsafe(
            (missing
                    ? "The module failed to execute correctly, you probably need to set the interpreter."
                    : "MODULE FAILURE")
                + "\nSee stdout/stderr for the exact error"));
    result.put("rc", Int.of(ran.status()));
    return result;
  }

  private static boolean lacks(String text, String program) {
    return text.contains(program + ": No such file or directory")
        || text.contains(program + ": not found");
  }
}
