package dev.holdfast.engine.inventory;

import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The variables of files in `group_vars` and `host_vars` beside the sources read so far.
final class VariablesBeside {
  private final ProjectFiles files;
  private final List<Path> folders = new ArrayList<>();

  VariablesBeside(ProjectFiles files) {
    this.files = files;
  }

  /// One more source was read.
  void add(Path source) {
    if (Files.exists(source)) {
      folders.add(
          Files.isDirectory(source)
              ? source
              : Optional.ofNullable(source.getParent()).orElse(source));
    }
  }

  /// The files of a group or a host, the one that counts least first.
  List<DictValue> of(String kind, String name) {
    List<DictValue> found = new ArrayList<>();
    for (Path folder : folders) {
      for (Path file : files.variableFiles(folder.resolve(kind), name)) {
        Optional<Value> value = files.yaml(file).map(YamlNode::toValue);
        value.filter(DictValue.class::isInstance).ifPresent(dict -> found.add((DictValue) dict));
      }
    }
    return found;
  }
}
