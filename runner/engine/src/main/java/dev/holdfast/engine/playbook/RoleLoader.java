package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import dev.holdfast.language.yaml.Position;
import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Loads roles with what they depend on, and turns them into the blocks that a play runs.
final class RoleLoader {
  private static final int DEEPEST = 100;
  private static final Set<String> GALAXY = Set.of("src", "scm", "version");

  private final Sources sources;
  private final LoadTemplating templating;
  private final RoleFinder finder;
  private final StepLoader steps;

  RoleLoader(Loaders loaders, StepLoader steps) {
    this.sources = loaders.sources();
    this.templating = loaders.templating();
    this.finder = new RoleFinder(loaders.sources());
    this.steps = steps;
  }

  /// A role of the list `roles:`, or of the dependencies of another.
  Role listed(YamlNode node, Play play, Optional<Role> parent) {
    return listed(node, play, parent, 0);
  }

  private Role listed(YamlNode node, Play play, Optional<Role> parent, int depth) {
    if (depth > DEEPEST) {
      throw new PlaybookException(
          "A recursion loop was detected with the roles specified. Make sure child roles do not"
              + " have dependencies on parent roles",
          node.at());
    }
    Asked asked = asked(node, parent.isPresent());
    List<String> collections =
        parent.map(role -> role.metadata().collections()).orElse(playCollections(play));
    return load(asked, play, parent, collections, Role.Entry.LISTED, depth);
  }

  /// What an entry of a list of roles asks for.
  private record Asked(Value name, Map<Keyword, Given> keywords, DictValue params, Position at) {}

  private static Asked asked(YamlNode node, boolean dependency) {
    if (node instanceof YamlNode.Scalar scalar) {
      Value name = Str.of(Text.str(scalar.toValue()));
      return new Asked(name, Map.of(), new DictValue(), node.at());
    }
    Fields fields =
        Fields.of(Fields.mapping(node, "A malformed role declaration was encountered."));
    Value name =
        fields
            .value("role")
            .or(() -> fields.value("name"))
            .or(() ->
                dependency ? fields.value("src").map(RoleLoader::nameOfSource) : Optional.empty())
            .filter(value -> value instanceof Str str && !str.text().isEmpty())
            .orElseThrow(() ->
                new PlaybookException("role definitions must contain a role name", node.at()));
    Map<Keyword, Given> keywords = new LinkedHashMap<>();
    DictValue params = new DictValue();
    for (String key : fields.keys()) {
      YamlNode value = fields.node(key).orElseThrow();
      Optional<Keyword> keyword = Keyword.of(key).filter(known -> known.allowedAt(Scope.ROLE));
      if (keyword.isPresent()) {
        keywords.put(keyword.get(), new Given(value.toValue(), value.at()));
      } else if (!key.equals("role") && !(dependency && GALAXY.contains(key))) {
        params.put(key, value.toValue());
      }
    }
    keywords.remove(Keyword.NAME);
    keywords.remove(Keyword.ROLE_NAME);
    return new Asked(name, keywords, params, node.at());
  }

  private static Value nameOfSource(Value source) {
    String text = Text.str(source);
    if (!text.contains("://") && !text.contains("@")) {
      return source;
    }
    String last = text.substring(text.lastIndexOf('/') + 1);
    return Str.of(last.replaceFirst("\\.git$|\\.tar\\.gz$", "").replaceFirst(",.*$", ""));
  }

  private Role load(
      Asked asked,
      Play play,
      Optional<Role> parent,
      List<String> collections,
      Role.Entry entry,
      int depth) {
    String name = Text.str(templating.template(asked.name(), Optional.of(play), Optional.empty()));
    Optional<Path> asker = parent.map(role -> role.path().getParent());
    RoleFinder.Found found = finder.find(name, play.basedir(), asker, collections, asked.at());
    Role.Use use = new Role.Use(found.name(), found.collection(), asked.keywords(), asked.params());
    RoleCache.Key key = RoleCache.key(use, entry);
    Role role =
        play.roleCache()
            .get(key)
            .orElseGet(() -> {
              Role loaded = read(use, found.path(), play, parent, entry, depth);
              play.roleCache().put(key, loaded);
              return loaded;
            });
    parent.ifPresent(role::addParent);
    return role;
  }

  private Role read(
      Role.Use use, Path path, Play play, Optional<Role> parent, Role.Entry entry, int depth) {
    if (use.collection().isEmpty()) {
      sources.pluginsBeside(path);
    }
    RoleFiles files = new RoleFiles(sources, use.name(), path);
    Map<String, String> named = entry.files();
    DictValue vars = files.variables("vars", named(named, "vars"));
    DictValue defaults = files.variables("defaults", named(named, "defaults"));
    Optional<Fields> meta =
        files
            .document("meta", Optional.empty())
            .map(node ->
                Fields.of(
                    Fields.mapping(
                        node,
                        "the 'meta/main.yml' for role " + use.name() + " is not a dictionary")));
    Role.Metadata metadata = metadata(meta, use, files);
    Role shell =
        new Role(
            use,
            path,
            new Role.Content(defaults, vars, List.of(), List.of(), List.of(), metadata),
            entry);
    parent.ifPresent(shell::addParent);
    List<Role> dependencies = new ArrayList<>();
    for (YamlNode node : dependencyNodes(meta)) {
      dependencies.add(listed(node, play, Optional.of(shell), depth + 1));
    }
    Role.Content content =
        new Role.Content(
            defaults,
            vars,
            dependencies,
            files.list("tasks", named(named, "tasks")),
            files.list("handlers", named(named, "handlers")),
            metadata);
    Role role = new Role(use, path, content, entry);
    parent.ifPresent(role::addParent);
    dependencies.forEach(dependency -> dependency.replaceParent(shell, role));
    return role;
  }

  private static Optional<String> named(Map<String, String> files, String kind) {
    return Optional.ofNullable(files.get(kind));
  }

  private static List<YamlNode> dependencyNodes(Optional<Fields> meta) {
    return meta.map(
            fields -> fields.items("dependencies", "Expected role dependencies to be a list."))
        .orElse(List.of());
  }

  private static Role.Metadata metadata(Optional<Fields> meta, Role.Use use, RoleFiles files) {
    boolean duplicates =
        meta.flatMap(fields -> fields.value("allow_duplicates"))
            .map(RoleLoader::truth)
            .orElse(false);
    List<String> collections = new ArrayList<>();
    if (!use.collection().isEmpty()) {
      collections.add(use.collection());
    }
    meta.flatMap(fields -> fields.value("collections"))
        .ifPresent(value -> collections.addAll(CollectionSearch.texts(value)));
    return new Role.Metadata(duplicates, List.copyOf(collections), argumentSpecs(meta, files));
  }

  private static Optional<DictValue> argumentSpecs(Optional<Fields> meta, RoleFiles files) {
    Optional<Value> own;
    try {
      own =
          files
              .document("meta", Optional.of("argument_specs"))
              .map(YamlNode::toValue)
              .flatMap(value ->
                  value instanceof DictValue dict ? dict.get("argument_specs") : Optional.empty());
    } catch (PlaybookException missing) {
      own = missing.at().isPresent() ? rethrow(missing) : Optional.empty();
    }
    return own.or(() -> meta.flatMap(fields -> fields.value("argument_specs")))
        .filter(DictValue.class::isInstance)
        .map(DictValue.class::cast);
  }

  private static Optional<Value> rethrow(PlaybookException mistake) {
    throw mistake;
  }

  private static boolean truth(Value value) {
    return YesNo.lenient(value);
  }

  static List<String> playCollections(Play play) {
    return CollectionSearch.of(play);
  }

  /// What an `import_role` or `include_role` brings: the role's blocks inside the include, its
  /// handlers added to the play.
  ///
  /// @param arguments those of the include, templated
  /// @param apply keywords for the role's tasks, from an include's `apply`
  List<Block> imported(
      Task task, String name, DictValue arguments, Place place, Map<Keyword, Given> apply) {
    Map<Keyword, Given> keywords = new LinkedHashMap<>();
    task.directives().own(Keyword.VARS).ifPresent(vars -> keywords.put(Keyword.VARS, vars));
    boolean validated = arguments.get("rolespec_validate").map(RoleLoader::truth).orElse(true);
    Role.Entry entry = new Role.Entry(RoleIncludes.files(task, arguments), true, validated);
    Asked asked = new Asked(Str.of(name), keywords, new DictValue(), task.at());
    List<String> collections = new ArrayList<>(texts(place));
    Role role = load(asked, place.play(), place.role(), collections, entry, 0);
    role.allowDuplicates(arguments.get("allow_duplicates").map(RoleLoader::truth).orElse(true));
    boolean isStatic = task.directives().kind() == Directives.Kind.STATIC_INCLUDE;
    if (isStatic || arguments.get("public").map(RoleLoader::truth).orElse(false)) {
      place.play().roles().add(role);
    }
    List<Role> chain = new ArrayList<>();
    place
        .role()
        .ifPresent(parent -> {
          chain.addAll(parent.parents());
          chain.add(parent);
        });
    Directives around =
        apply.isEmpty() ? task.directives() : task.directives().inner(Directives.Kind.BLOCK, apply);
    place.play().handlers().addAll(handlers(role, place.play(), around, chain));
    return compile(role, place.play(), around, chain);
  }

  private static List<String> texts(Place place) {
    return place
        .role()
        .map(role -> role.metadata().collections())
        .orElse(playCollections(place.play()));
  }

  /// The blocks of a role: first those of what it depends on, then its own.
  List<Block> compile(Role role, Play play, Directives around, List<Role> chain) {
    Directives directives = around.inner(Directives.Kind.ROLE, role.keywords());
    List<Role> longer = with(chain, role);
    List<Block> blocks = new ArrayList<>();
    for (Role dependency : role.dependencies()) {
      blocks.addAll(compile(dependency, play, directives, longer));
    }
    Place place = new Place(play, directives, Optional.of(role), longer, List.of(), false);
    Position at = new Position(role.path().resolve("tasks").toString(), 1, 1);
    validation(role, place, at)
        .ifPresent(task -> blocks.add(Block.around(directives, List.of(task), Optional.of(role))));
    blocks.addAll(steps.blocks(role.tasks(), place));
    Task end = StepLoader.implicit(place, at, "meta", "role_complete", true);
    blocks.add(Block.around(directives, List.of(end), Optional.of(role)));
    return blocks;
  }

  /// The handlers of a role and of what it depends on.
  List<Task> handlers(Role role, Play play, Directives around, List<Role> chain) {
    Directives directives = around.inner(Directives.Kind.ROLE, role.keywords());
    List<Role> longer = with(chain, role);
    List<Task> handlers = new ArrayList<>();
    for (Role dependency : role.dependencies()) {
      handlers.addAll(handlers(dependency, play, directives, longer));
    }
    Place place = new Place(play, directives, Optional.of(role), longer, List.of(), true);
    for (Block block : steps.blocks(role.handlers(), place)) {
      for (Step step : block.tasks()) {
        if (step instanceof Task handler) {
          handlers.add(handler);
        }
      }
    }
    return handlers;
  }

  private static List<Role> with(List<Role> chain, Role role) {
    List<Role> longer = new ArrayList<>(chain);
    longer.add(role);
    return longer;
  }

  private static Optional<Task> validation(Role role, Place place, Position at) {
    String entry = role.entry().files().getOrDefault("tasks", "main");
    Optional<DictValue> spec =
        role.metadata()
            .argumentSpecs()
            .flatMap(specs -> specs.get(entry))
            .filter(DictValue.class::isInstance)
            .map(DictValue.class::cast)
            .filter(dict -> !dict.isEmpty());
    if (spec.isEmpty() || !role.entry().validated()) {
      return Optional.empty();
    }
    String title =
        "Validating arguments against arg spec '"
            + entry
            + "'"
            + spec.get().get("short_description").map(text -> " - " + Text.str(text)).orElse("");
    DictValue context = new DictValue();
    context.put("type", Str.of("role"));
    context.put("name", Str.of(role.name()));
    context.put("argument_spec_name", Str.of(entry));
    context.put("path", Str.of(role.path().toString()));
    DictValue arguments = new DictValue();
    arguments.put("argument_spec", spec.get().get("options").orElse(new DictValue()));
    arguments.put("provided_arguments", role.params());
    arguments.put("validate_args_context", context);
    Map<Keyword, Given> keywords = new LinkedHashMap<>();
    keywords.put(Keyword.NAME, new Given(Str.of(title), at));
    keywords.put(Keyword.TAGS, new Given(ListValue.of(Str.of("always")), at));
    return Optional.of(
        new Task(
            place.directives().inner(Directives.Kind.TASK, keywords),
            new ActionCall("ansible.builtin.validate_argument_spec", arguments, false),
            place.origin(at, place.collections(), false),
            false,
            Optional.empty()));
  }
}
