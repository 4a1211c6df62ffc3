package dev.holdfast.engine.source;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.Sources;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.json.JsonException;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.None;
import dev.holdfast.language.vault.VaultException;
import dev.holdfast.language.vault.Vaults;
import dev.holdfast.language.yaml.YamlDocument;
import dev.holdfast.language.yaml.YamlException;
import dev.holdfast.language.yaml.YamlNode;
import dev.holdfast.language.yaml.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The files of a project: YAML is parsed once a file, vaults are opened on the way.
public final class ProjectFiles implements Sources {
  private static final byte[] MARK = "$ANSIBLE_VAULT".getBytes(StandardCharsets.US_ASCII);
  private static final List<String> PLAYBOOK_EXTENSIONS = List.of(".yml", ".yaml");

  private final Settings settings;
  private final Vaults vaults;
  private final Consumer<String> warnings;
  private final List<Path> collections;
  private final PluginFolders plugins;
  private final Map<Path, Optional<YamlNode>> documents = new ConcurrentHashMap<>();

  /// @param playbookFolder where `collections/` is looked for first
  public ProjectFiles(
      Settings settings, Path playbookFolder, Vaults vaults, Consumer<String> warnings) {
    this.settings = settings;
    this.vaults = vaults;
    this.warnings = warnings;
    this.plugins = new PluginFolders(settings);
    List<Path> folders = new ArrayList<>();
    folders.add(playbookFolder.toAbsolutePath().resolve("collections"));
    folders.addAll(settings.paths(Setting.COLLECTIONS_PATHS));
    this.collections = List.copyOf(folders);
  }

  @Override
  public Optional<YamlNode> yaml(Path file) {
    Path key = file.toAbsolutePath().normalize();
    Optional<YamlNode> known = documents.get(key);
    if (known == null) {
      known = freshYaml(key);
      documents.put(key, known);
    }
    return known;
  }

  /// The document as it is in the file now, for what may have changed since it was read.
  public Optional<YamlNode> freshYaml(Path file) {
    String text = text(file);
    try {
      YamlDocument document = YamlReader.load(file.toString(), text);
      document.duplicates().forEach(this::duplicate);
      YamlNode root = document.root();
      return root instanceof YamlNode.Scalar(var value, _) && value == None.NONE
          ? Optional.empty()
          : Optional.of(root);
    } catch (YamlException e) {
      throw new PlaybookException(unreadable(text, e), e.at());
    }
  }

  private static String unreadable(String text, YamlException problem) {
    try {
      JsonReader.read(text);
      return problem.syntaxError();
    } catch (JsonException json) {
      return "We were unable to read either as JSON nor YAML, these are the errors we got from each:\nJSON: "
          + json.message()
          + "\n\n"
          + problem.syntaxError();
    }
  }

  private void duplicate(YamlDocument.Duplicate duplicate) {
    switch (settings.text(Setting.DUPLICATE_YAML_DICT_KEY)) {
      case "warn" -> warnings.accept(duplicate.warning());
      case "error" -> throw new PlaybookException(duplicate.warning(), duplicate.mapping());
      default -> {}
    }
  }

  /// The text of a file, decrypted.
  public String text(Path file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
    } catch (CharacterCodingException e) {
      throw new PlaybookException("the file '" + file + "' is not encoded in UTF-8");
    }
  }

  /// The content of a file, decrypted.
  public byte[] bytes(Path file) {
    if (!Files.exists(file)) {
      throw new PlaybookException(
          "Unable to retrieve file contents\n" + SearchPath.notFound(file.toString(), List.of()));
    }
    try {
      return decrypted(Files.readAllBytes(file), file);
    } catch (IOException e) {
      throw new PlaybookException(
          "an error occurred while trying to read the file '" + file + "': " + e.getMessage());
    }
  }

  private byte[] decrypted(byte[] content, Path file) {
    boolean encrypted =
        content.length >= MARK.length
            && Arrays.equals(content, 0, MARK.length, MARK, 0, MARK.length);
    if (!encrypted) {
      return content;
    }
    try {
      String envelope = new String(content, StandardCharsets.UTF_8);
      return vaults.open(envelope, Optional.of(file.toString())).content();
    } catch (VaultException e) {
      throw new PlaybookException(e.message());
    }
  }

  @Override
  public void pluginsBeside(Path place) {
    plugins.add(place);
  }

  /// The folders in which plugins of the project lie.
  public PluginFolders plugins() {
    return plugins;
  }

  @Override
  public List<Path> rolePaths() {
    return settings.paths(Setting.DEFAULT_ROLES_PATH);
  }

  /// Where collections are looked for: each folder holds `ansible_collections`.
  public List<Path> collectionPaths() {
    return collections;
  }

  @Override
  public Optional<Path> collectionRole(String qualifiedName) {
    return resource(qualifiedName)
        .flatMap(named ->
            named
                .roots(this)
                .map(root -> root.resolve("roles").resolve(named.path()))
                .filter(Files::isDirectory)
                .findFirst());
  }

  @Override
  public Optional<Path> collectionPlaybook(String qualifiedName) {
    return resource(qualifiedName)
        .flatMap(named ->
            named
                .roots(this)
                .map(root -> root.resolve("playbooks").resolve(named.path()))
                .flatMap(ProjectFiles::playbookFiles)
                .filter(Files::isRegularFile)
                .findFirst());
  }

  private static Stream<Path> playbookFiles(Path name) {
    return PLAYBOOK_EXTENSIONS.stream()
        .map(extension -> name.resolveSibling(name.getFileName() + extension));
  }

  /// The folder of an installed collection.
  ///
  /// @param name `namespace.name`
  public Optional<Path> collection(String name) {
    return resource(name + ".x").flatMap(named -> named.roots(this).findFirst());
  }

  /// Something of a collection, by the parts of its name.
  private record Resource(String namespace, String collection, String path) {
    Stream<Path> roots(ProjectFiles files) {
      return files.collections.stream()
          .map(folder ->
              folder.resolve("ansible_collections").resolve(namespace).resolve(collection))
          .filter(Files::isDirectory);
    }
  }

  private static Optional<Resource> resource(String qualifiedName) {
    String[] parts = qualifiedName.split("\\.", 3);
    boolean named =
        parts.length == 3
            && parts[0].matches("[a-zA-Z_]\\w*")
            && parts[1].matches("[a-zA-Z_]\\w*")
            && parts[2].matches("[\\w.-]+");
    return named
        ? Optional.of(new Resource(parts[0], parts[1], parts[2].replace('.', '/')))
        : Optional.empty();
  }

  /// The variable files that belong to a name in a folder such as `group_vars`: the file of that
  /// name, or everything in the folder of that name.
  public List<Path> variableFiles(Path folder, String name) {
    List<String> extensions = new ArrayList<>();
    extensions.add("");
    extensions.addAll(settings.list(Setting.YAML_FILENAME_EXTENSIONS));
    for (String extension : extensions) {
      Path candidate = folder.resolve(name + extension);
      if (Files.isDirectory(candidate)) {
        return below(candidate, extensions);
      }
      if (Files.exists(candidate)) {
        return List.of(candidate);
      }
    }
    return List.of();
  }

  private static List<Path> below(Path folder, List<String> extensions) {
    List<Path> files = new ArrayList<>();
    for (Path entry : entries(folder)) {
      String name = String.valueOf(entry.getFileName());
      int dot = name.lastIndexOf('.');
      String extension = dot <= 0 ? "" : name.substring(dot);
      if (name.startsWith(".") || name.endsWith("~")) {
        continue;
      }
      if (Files.isDirectory(entry)) {
        if (extension.isEmpty()) {
          files.addAll(below(entry, extensions));
        }
      } else if (extensions.contains(extension)) {
        files.add(entry);
      }
    }
    return files;
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    } catch (IOException e) {
      throw new PlaybookException("cannot read the folder " + folder + ": " + e.getMessage());
    }
  }
}
