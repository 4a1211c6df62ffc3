package dev.holdfast.cli.runner;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.engine.playbook.ArgumentSplitter;
import dev.holdfast.engine.playbook.KeyValues;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The folder that a run is described by: `env`, `inventory`, `project`, `roles`.
record RunnerFolder(Path root) {
  /// The place of the playbooks.
  Path project() {
    Path project = root.resolve("project");
    if (!Files.isDirectory(project)) {
      throw CommandException.error("there is no folder " + project);
    }
    return project;
  }

  Optional<Path> inventory() {
    return existing("inventory");
  }

  Optional<Path> roles() {
    return existing("roles");
  }

  Optional<Path> extraVars() {
    return existing("env/extravars");
  }

  Optional<Path> key() {
    return existing("env/ssh_key");
  }

  private Optional<Path> existing(String name) {
    return Optional.of(root.resolve(name)).filter(Files::exists);
  }

  /// Further arguments of the command.
  List<String> commandLine() {
    return existing("env/cmdline")
        .map(file ->
            ArgumentSplitter.split(read(file).strip()).stream()
                .filter(word -> !word.isBlank())
                .map(word -> KeyValues.unquote(word.strip()))
                .toList())
        .orElse(List.of());
  }

  /// Variables of the environment, by name.
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    dict("env/envvars")
        .entries()
        .forEach((name, value) -> variables.put(Text.str(name), Text.str(value)));
    return variables;
  }

  /// The settings of the run itself.
  DictValue settings() {
    return dict("env/settings");
  }

  /// The answer to a question, from the regular expressions of `env/passwords`.
  Optional<String> answer(String prompt) {
    for (Map.Entry<Value, Value> entry : dict("env/passwords").entries().entrySet()) {
      if (Pattern.compile(Text.str(entry.getKey())).matcher(prompt).find()) {
        return Optional.of(Text.str(entry.getValue()));
      }
    }
    return Optional.empty();
  }

  private DictValue dict(String name) {
    Optional<Path> file = existing(name);
    if (file.isEmpty()) {
      return new DictValue();
    }
    Value value = YamlReader.load(file.get().toString(), read(file.get())).root().toValue();
    return value instanceof DictValue dict ? dict : new DictValue();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw CommandException.error("Unable to read " + file + ": " + e.getMessage());
    }
  }
}
