package dev.holdfast.engine.inventory;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.language.json.JsonException;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An inventory that a program prints as JSON, asked with `--list` and, if that names no variables
/// of hosts, with `--host NAME`.
///
/// Source: `ansible/plugins/inventory/script.py`.
final class ScriptSource {
  private final Graph graph;
  private final Warnings errors;
  private final Path program;
  private final Set<String> hosts = new LinkedHashSet<>();

  private ScriptSource(Graph graph, Warnings errors, Path program) {
    this.graph = graph;
    this.errors = errors;
    this.program = program;
  }

  /// Whether the file is a program: executable, or with `#!` at its start.
  static boolean wants(Path file) {
    if (Files.isExecutable(file)) {
      return true;
    }
    try (var in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == '#' && start[1] == '!';
    } catch (IOException e) {
      return false;
    }
  }

  /// @param errors takes what the program prints on its standard error
  static void read(Graph graph, Warnings errors, Path program) {
    new ScriptSource(graph, errors, program).read();
  }

  private void read() {
    Output output = run(List.of(program.toString(), "--list"));
    String complaint = terminated(output.errors());
    if (output.status() != 0) {
      throw new PlaybookException(
          "Inventory script (%s) had an execution error: %s ".formatted(program, complaint));
    }
    Value data;
    try {
      data = JsonReader.read(output.text());
    } catch (JsonException e) {
      throw new PlaybookException(
          "failed to parse executable inventory script results from %s: %s\n%s"
              .formatted(program, e.message(), complaint));
    }
    if (!output.errors().isEmpty()) {
      errors.warn(output.errors());
    }
    if (!(data instanceof DictValue groups)) {
      throw new PlaybookException(
          "failed to parse executable inventory script results from %s: needs to be a json dict\n%s"
              .formatted(program, complaint));
    }
    fill(groups);
  }

  private void fill(DictValue groups) {
    Optional<Value> known = Optional.empty();
    for (var entry : groups.entries().entrySet()) {
      String name = Text.str(entry.getKey());
      if (!name.equals("_meta")) {
        group(name, entry.getValue());
      } else if (entry.getValue() instanceof DictValue meta) {
        known = meta.get("hostvars");
      }
    }
    for (String host : hosts) {
      Value variables = known.isPresent() ? member(known.get(), host) : ask(host);
      YamlSource.variables(variables).forEach((name, value) -> graph.set(host, name, value));
    }
  }

  private static Value member(Value hostvars, String host) {
    if (hostvars instanceof DictValue dict) {
      return dict.get(host).orElse(None.NONE);
    }
    throw new PlaybookException("Improperly formatted host information for " + host);
  }

  private void group(String name, Value body) {
    String group = graph.group(name).name();
    DictValue data = body instanceof DictValue dict ? dict : single("hosts", body);
    boolean simple =
        data.get("hosts").isEmpty() && data.get("vars").isEmpty() && data.get("children").isEmpty();
    if (simple) {
      DictValue full = single("hosts", ListValue.of(Str.of(group)));
      full.put("vars", data);
      data = full;
    }
    members(group, data);
    variables(group, data);
    if (data.get("children").orElse(None.NONE) instanceof ListValue children) {
      for (Value child : children.items()) {
        graph.addChild(group, graph.group(Text.str(child)).name());
      }
    }
  }

  private void members(String group, DictValue data) {
    Optional<Value> names = data.get("hosts");
    if (names.isEmpty()) {
      return;
    }
    if (!(names.get() instanceof ListValue list)) {
      throw bad(group, "the host list", data);
    }
    for (Value name : list.items()) {
      String host = Text.str(name);
      hosts.add(host);
      graph.group(group).add(graph.host(host));
    }
  }

  private void variables(String group, DictValue data) {
    Optional<Value> variables = data.get("vars");
    if (variables.isPresent()) {
      if (!(variables.get() instanceof DictValue dict)) {
        throw bad(group, "variables", data);
      }
      YamlSource.variables(dict).forEach(graph.group(group)::set);
    }
  }

  private static PlaybookException bad(String group, String what, DictValue data) {
    return new PlaybookException(
        "You defined a group '%s' with bad data for %s:\n %s"
            .formatted(group, what, Text.str(data)));
  }

  private static DictValue single(String key, Value value) {
    DictValue dict = new DictValue();
    dict.put(key, value);
    return dict;
  }

  private Value ask(String host) {
    List<String> command = List.of(program.toString(), "--host", host);
    String text = run(command).text();
    if (text.isBlank()) {
      return new DictValue();
    }
    try {
      return JsonReader.read(text);
    } catch (JsonException e) {
      throw new PlaybookException(
          "could not parse post variable response: " + command + ", " + text);
    }
  }

  private record Output(int status, String text, String errors) {}

  private static Output run(List<String> command) {
    try {
      Path errors = Files.createTempFile("inventory", ".err");
      try {
        Process process =
            new ProcessBuilder(new ArrayList<>(command))
                .redirectInput(new File("/dev/null"))
                .redirectError(errors.toFile())
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return new Output(status, text, Files.readString(errors));
      } finally {
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      throw new PlaybookException(
          "problem running " + String.join(" ", command) + " (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlaybookException("interrupted while running " + String.join(" ", command));
    }
  }

  private static String terminated(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }
}
