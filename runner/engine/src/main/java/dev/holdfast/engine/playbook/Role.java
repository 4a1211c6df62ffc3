package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A role as one place of a play uses it. Uses with equal parameters share one object, which is how
/// the engine knows that the role has run already.
public final class Role {
  private final Use use;
  private final Path path;
  private final Content content;
  private final Entry entry;
  private final List<Role> parents = new ArrayList<>();
  private volatile boolean allowDuplicates;

  /// How a role is asked for.
  ///
  /// @param name as templated, without the collection
  /// @param collection `namespace.name`, empty for a role of a folder
  /// @param keywords those of the place that lists it
  /// @param params what stands beside the keywords: variables of high rank
  public record Use(
      String name, String collection, Map<Keyword, Given> keywords, DictValue params) {}

  /// What the role's folder holds.
  ///
  /// @param tasks in the order of the file, before dependencies
  /// @param dependencies the roles that run before it
  public record Content(
      DictValue defaults,
      DictValue vars,
      List<Role> dependencies,
      List<YamlNode> tasks,
      List<YamlNode> handlers,
      Metadata metadata) {
    public Content {
      dependencies = List.copyOf(dependencies);
      tasks = List.copyOf(tasks);
      handlers = List.copyOf(handlers);
    }
  }

  /// What `meta/main.yml` says beside the dependencies.
  public record Metadata(
      boolean allowDuplicates, List<String> collections, Optional<DictValue> argumentSpecs) {}

  /// How the role was brought in.
  ///
  /// @param files the names given with `tasks_from` and its like, by kind (`tasks`, `vars`, …)
  /// @param fromInclude whether an `include_role` or `import_role` brought it
  /// @param validated whether its argument specification is checked first
  record Entry(Map<String, String> files, boolean fromInclude, boolean validated) {
    static final Entry LISTED = new Entry(Map.of(), false, true);
  }

  Role(Use use, Path path, Content content, Entry entry) {
    this.use = use;
    this.path = path;
    this.content = content;
    this.entry = entry;
    this.allowDuplicates = content.metadata().allowDuplicates();
  }

  public String name() {
    return use.name();
  }

  /// The name behind its collection, as output shows it.
  public String qualifiedName() {
    return use.collection().isEmpty() ? use.name() : use.collection() + "." + use.name();
  }

  public String collection() {
    return use.collection();
  }

  public Path path() {
    return path;
  }

  public DictValue params() {
    return use.params();
  }

  Map<Keyword, Given> keywords() {
    return use.keywords();
  }

  /// The variables given with `vars:` where the role is listed.
  public Optional<Given> listedVars() {
    return Optional.ofNullable(use.keywords().get(Keyword.VARS));
  }

  public DictValue defaults() {
    return content.defaults();
  }

  public DictValue vars() {
    return content.vars();
  }

  public List<Role> dependencies() {
    return content.dependencies();
  }

  /// All roles that run before it, each behind its own dependencies.
  public List<Role> allDependencies() {
    List<Role> all = new ArrayList<>();
    for (Role dependency : dependencies()) {
      all.addAll(dependency.allDependencies());
      all.add(dependency);
    }
    return all;
  }

  List<YamlNode> tasks() {
    return content.tasks();
  }

  List<YamlNode> handlers() {
    return content.handlers();
  }

  public Metadata metadata() {
    return content.metadata();
  }

  /// Whether an `include_role` or `import_role` brought it, so that the list of `roles:` does not
  /// run it.
  public boolean fromInclude() {
    return entry.fromInclude();
  }

  Entry entry() {
    return entry;
  }

  public boolean allowDuplicates() {
    return allowDuplicates;
  }

  void allowDuplicates(boolean allowed) {
    this.allowDuplicates = allowed;
  }

  /// The roles that brought it in, in the order in which they did.
  public List<Role> parents() {
    return List.copyOf(parents);
  }

  void addParent(Role parent) {
    if (!parents.contains(parent)) {
      parents.add(parent);
    }
  }

  /// The finished role takes the place of what stood for it while its dependencies were loaded.
  void replaceParent(Role placeholder, Role finished) {
    parents.replaceAll(parent -> parent == placeholder ? finished : parent);
  }

  @Override
  public String toString() {
    return "Role[" + qualifiedName() + "]";
  }
}
