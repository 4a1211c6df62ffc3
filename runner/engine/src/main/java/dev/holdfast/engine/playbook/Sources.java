package dev.holdfast.engine.playbook;

import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The files of a project as the loader reads them: decrypted, parsed, and each only once.
public interface Sources {
  /// The first document of a YAML or JSON file; empty when the file holds none.
  ///
  /// @throws PlaybookException when it cannot be read, decrypted or parsed
  Optional<YamlNode> yaml(Path file);

  /// Says that a playbook's folder or a role is being loaded, beside which plugins may lie.
  default void pluginsBeside(Path place) {}

  /// Where roles are looked for besides the playbook's own folder.
  List<Path> rolePaths();

  /// The folder of a role `namespace.collection.role`, if such a collection is installed.
  Optional<Path> collectionRole(String qualifiedName);

  /// The file of a playbook `namespace.collection.playbook`, if such a collection is installed.
  Optional<Path> collectionPlaybook(String qualifiedName);
}
