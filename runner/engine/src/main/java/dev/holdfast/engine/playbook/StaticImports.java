package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out `import_tasks` and `import_role` while a playbook is loaded, and finds the files
/// that includes name.
final class StaticImports {
  private final Sources sources;
  private final LoadTemplating templating;
  private final StepLoader steps;
  private final RoleLoader roles;

  StaticImports(Loaders loaders) {
    this.sources = loaders.sources();
    this.templating = loaders.templating();
    this.steps = new StepLoader(this, loaders);
    this.roles = new RoleLoader(loaders, steps);
  }

  StepLoader steps() {
    return steps;
  }

  RoleLoader roles() {
    return roles;
  }

  List<Step> expand(Task task, Place place) {
    if (task.loop().isPresent()) {
      String base = task.call().base();
      throw new PlaybookException(
          "You cannot use loops on '"
              + base
              + "' statements. You should use '"
              + base.replace("import", "include")
              + "' instead.",
          task.at());
    }
    return ActionNames.includesTasks(task.call().name())
        ? new ArrayList<>(tasks(task, place))
        : new ArrayList<>(role(task, place));
  }

  private List<? extends Step> tasks(Task task, Place place) {
    String target = target(task, place);
    Path file = find(target, place);
    List<YamlNode> nodes = taskList(file);
    List<Block> blocks = steps.blocks(nodes, place.inFile(task.directives(), file));
    return place.handlers()
        ? blocks.stream().flatMap(block -> block.tasks().stream()).toList()
        : blocks;
  }

  private String target(Task task, Place place) {
    Value raw = task.call().arguments().get("_raw_params").orElseThrow();
    try {
      return Text.str(templating.template(raw, Optional.of(place.play()), Optional.of(task)));
    } catch (UndefinedError _) {
      throw new PlaybookException(
          "Error when evaluating variable in import path: "
              + Text.str(raw)
              + ".\n\nWhen using static imports, ensure that any variables used in their names are"
              + " defined in vars/vars_files\nor extra-vars passed in from the command line. Static"
              + " imports cannot use variables from facts or inventory\nsources like group or host"
              + " vars.",
          task.at());
    }
  }

  /// The tasks of an included file.
  List<YamlNode> taskList(Path file) {
    Optional<YamlNode> data = sources.yaml(file);
    return data.map(node -> Fields.items(node, "included task files must contain a list of tasks"))
        .orElse(List.of());
  }

  /// The file that an include names: beside the files that include this one, in the role, beside
  /// the playbook.
  Path find(String target, Place place) {
    List<Path> candidates = new ArrayList<>();
    String subdir = place.handlers() ? "handlers" : "tasks";
    place.includeDirs().forEach(dir -> candidates.add(dir.resolve(target)));
    place
        .role()
        .ifPresent(role -> {
          candidates.add(role.path().resolve(subdir).resolve(target));
          candidates.add(role.path().resolve("tasks").resolve(target));
          candidates.add(role.path().resolve(target));
        });
    candidates.add(place.play().basedir().resolve(target));
    return candidates.stream()
        .map(Path::normalize)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> notFound(candidates, place));
  }

  private static PlaybookException notFound(List<Path> candidates, Place place) {
    Path shown = place.includeDirs().isEmpty() ? candidates.getFirst() : candidates.getLast();
    return new PlaybookException(
        "Unable to retrieve file contents\nCould not find or access '"
            + shown.normalize()
            + "' on the Ansible Controller.\nIf you are using a module and expect the file to exist"
            + " on the remote, see the remote_src option");
  }

  private List<Block> role(Task task, Place place) {
    Value name =
        templating.template(
            RoleIncludes.name(task).orElseThrow(), Optional.of(place.play()), Optional.of(task));
    Value arguments =
        templating.template(task.call().arguments(), Optional.of(place.play()), Optional.of(task));
    DictValue given = arguments instanceof DictValue dict ? dict : task.call().arguments();
    return roles.imported(task, Text.str(name), given, place, Map.of());
  }
}
