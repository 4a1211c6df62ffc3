package dev.holdfast.acceptance.equivalence;

import dev.holdfast.acceptance.coremock.CoremockProvider;
import dev.holdfast.acceptance.terraform.ExactJson;
import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.TerraformBinary;
import dev.holdfast.acceptance.terraform.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Runs one case in a copy of its folder and compares what came out.
final class CaseRun {

  private final EquivalenceCase what;
  private final Spec spec;
  private final String host = TerraformBinary.defaultHost();

  CaseRun(EquivalenceCase what) {
    this.what = what;
    this.spec = Spec.read(what.folder());
  }

  /// What the commands print as JSON, by output file.
  ///
  /// @throws CommandFailed when a command fails
  Map<String, JsonNode> outputs() {
    // The provider reads its types from the folder of the configuration, so the copy comes first.
    try (var scratch = new CaseFolder(what, host);
        var server = Serving.as("hashicorp", CoremockProvider.in(scratch.path()));
        var workspace = Workspace.at(scratch.path(), Providers.running(server))) {
      var outputs = new TreeMap<String, JsonNode>();
      for (Spec.Command command : spec.commands()) {
        Run run = workspace.run(command.arguments().toArray(String[]::new));
        if (run.exit() != 0) {
          throw new CommandFailed(run.toString());
        }
        command.output().ifPresent(output -> outputs.put(output.file(), json(output, run)));
      }
      return outputs;
    }
  }

  private static JsonNode json(Spec.Output output, Run run) {
    return output.streams() ? stream(run.stdout()) : ExactJson.read(run.stdout());
  }

  /// One document a line, without the line in which the program names its version.
  private static ArrayNode stream(String text) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    text.lines()
        .map(ExactJson::read)
        .filter(message -> !message.path("type").asString("").equals("version"))
        .forEach(all::add);
    return all;
  }

  /// Runs the case and names every difference, none where all is as expected.
  List<String> differences() {
    Map<String, JsonNode> outputs;
    try {
      outputs = outputs();
    } catch (CommandFailed e) {
      return List.of(String.valueOf(e.getMessage()));
    }
    var differences = new ArrayList<String>();
    outputs.forEach((file, actual) -> differences.addAll(differences(file, actual)));
    return differences;
  }

  /// The outputs that are not as expected. Messages that only came in another order are.
  Map<String, JsonNode> changed() {
    var changed = new TreeMap<>(outputs());
    changed.entrySet().removeIf(one -> differences(one.getKey(), one.getValue()).isEmpty());
    return changed;
  }

  private List<String> differences(String file, JsonNode actual) {
    Path golden = what.goldens().resolve(file);
    if (!Files.exists(golden)) {
      return List.of(file + ": there is nothing to compare it with");
    }
    JsonNode expected = ExactJson.read(EquivalenceCase.rewritten(golden, host));
    var ignored = Ignored.fields(spec.ignored().getOrDefault(file, List.of()));
    return JsonDifference.between(inOrder(expected), inOrder(actual), ignored).stream()
        .map(difference -> file + ": " + difference)
        .toList();
  }

  /// Messages of a stream by type and resource: resources that do not depend on each other are
  /// worked on in any order.
  private static JsonNode inOrder(JsonNode document) {
    if (!document.isArray()) {
      return document;
    }
    ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
    document
        .valueStream()
        .sorted(
            Comparator.comparing((JsonNode message) -> message.path("type").asString(""))
                .thenComparing(CaseRun::resource)
                .thenComparing(message -> message.path("hook").path("action").asString("")))
        .map(CaseRun::timeless)
        .forEach(ordered::add);
    return ordered;
  }

  /// How long a step took is a time like a time stamp, and stands in the text of a message.
  private static JsonNode timeless(JsonNode message) {
    String text = message.path("@message").asString("");
    return ((ObjectNode) message.deepCopy())
        .put("@message", text.replaceAll(" (after|elapsed) \\S+s\\b", " $1 some time"));
  }

  private static String resource(JsonNode message) {
    String part = message.has("hook") ? "hook" : "change";
    return message.path(part).path("resource").path("addr").asString("");
  }

  /// A command of a case did not succeed.
  static final class CommandFailed extends RuntimeException {
    CommandFailed(String message) {
      super(message);
    }
  }
}
