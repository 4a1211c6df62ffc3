package dev.holdfast.acceptance.equivalence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The `spec.json` of a case: which commands are run and what is not compared.
///
/// @param ignored by output file, the fields not compared, as dotted paths where `*` stands for any
///   step
record Spec(List<Command> commands, Map<String, List<String>> ignored) {

  private static final String PLAN_FILE = "equivalence_test_plan";

  /// What a case runs that names no commands.
  private static final List<Command> USUAL =
      List.of(
          new Command(List.of("init"), Optional.empty()),
          new Command(List.of("plan", "-out=" + PLAN_FILE, "-no-color"), Optional.empty()),
          new Command(List.of("apply", "-json", PLAN_FILE), json("apply.json", true)),
          new Command(List.of("show", "-json"), json("state.json", false)),
          new Command(List.of("show", "-json", PLAN_FILE), json("plan.json", false)));

  /// One run of Terraform.
  ///
  /// @param output the JSON it prints, empty where it prints text or nothing of interest
  record Command(List<String> arguments, Optional<Output> output) {
    Command {
      arguments = List.copyOf(arguments);
    }
  }

  /// @param streams one document a line instead of one document
  record Output(String file, boolean streams) {}

  static Spec read(Path caseFolder) {
    try {
      JsonNode spec =
          JsonMapper.shared().readTree(Files.readString(caseFolder.resolve("spec.json")));
      return new Spec(
          spec.has("commands") ? commands(spec.get("commands")) : USUAL,
          ignored(spec.path("ignore_fields")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Command> commands(JsonNode list) {
    var commands = new ArrayList<Command>();
    for (JsonNode entry : list) {
      commands.add(new Command(texts(entry.path("arguments")), output(entry)));
    }
    return commands;
  }

  private static Optional<Output> output(JsonNode entry) {
    return entry.path("has_json_output").asBoolean(false)
        ? json(
            entry.path("output_file_name").asString(),
            entry.path("streams_json_output").asBoolean(false))
        : Optional.empty();
  }

  private static Optional<Output> json(String file, boolean streams) {
    return Optional.of(new Output(file, streams));
  }

  private static Map<String, List<String>> ignored(JsonNode byFile) {
    var ignored = new TreeMap<String, List<String>>();
    byFile.properties().forEach(entry -> ignored.put(entry.getKey(), texts(entry.getValue())));
    return ignored;
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(entry -> texts.add(entry.asString()));
    return texts;
  }
}
