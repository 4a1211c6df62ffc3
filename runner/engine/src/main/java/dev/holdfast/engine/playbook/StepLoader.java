package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.Position;
import dev.holdfast.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns lists of tasks and blocks into steps; `import_tasks` and `import_role` are replaced by
/// what they import.
final class StepLoader {
  private static final String INCLUDE = "include";
  private static final List<Value> INCLUDE_WORDS =
      List.of(Str.of("_raw_params"), Str.of("file"), Str.of("tags"), Str.of("when"));

  private static final Set<String> INCLUDE_OPTIONS = Set.of("file", "_raw_params", "apply");

  private final StaticImports imports;
  private final Loaders loaders;

  /// @param loaders which names are lookups, so that `with_NAME` is a loop, and which are actions
  StepLoader(StaticImports imports, Loaders loaders) {
    this.imports = imports;
    this.loaders = loaders;
  }

  /// Loads the list and puts bare tasks that follow each other into one block.
  List<Block> blocks(List<YamlNode> nodes, Place place) {
    List<Block> blocks = new ArrayList<>();
    List<Step> bare = new ArrayList<>();
    for (YamlNode node : nodes) {
      Fields fields = fields(node);
      if (isBlock(fields)) {
        flush(bare, blocks, place);
        blocks.add(block(fields, place));
      } else {
        bare.addAll(task(fields, place));
      }
    }
    flush(bare, blocks, place);
    return blocks;
  }

  private static void flush(List<Step> bare, List<Block> blocks, Place place) {
    if (!bare.isEmpty()) {
      blocks.add(Block.around(place.directives(), bare, place.role()));
      bare.clear();
    }
  }

  private List<Step> steps(List<YamlNode> nodes, Place place) {
    List<Step> steps = new ArrayList<>();
    for (YamlNode node : nodes) {
      Fields fields = fields(node);
      if (isBlock(fields)) {
        steps.add(block(fields, place));
      } else {
        steps.addAll(task(fields, place));
      }
    }
    return steps;
  }

  private static Fields fields(YamlNode node) {
    return Fields.of(
        Fields.mapping(node, "A malformed block was encountered while loading a block"));
  }

  private static boolean isBlock(Fields fields) {
    return fields.has("block") || fields.has("rescue") || fields.has("always");
  }

  private Block block(Fields fields, Place place) {
    if (place.handlers()) {
      throw new PlaybookException("Using a block as a handler is not supported.", fields.at());
    }
    for (String part : List.of("rescue", "always")) {
      if (fields.has(part) && !fields.has("block")) {
        throw new PlaybookException(
            "'" + part + "' keyword cannot be used without 'block'", fields.at());
      }
    }
    Map<Keyword, Given> keywords =
        fields.without(Set.of("block", "rescue", "always")).keywords(Scope.BLOCK);
    Place inside = place.in(place.directives().inner(Directives.Kind.BLOCK, keywords));
    return new Block(
        inside.directives(),
        part(fields, "block", "a block", inside),
        part(fields, "rescue", "rescue.", inside),
        part(fields, "always", "always", inside),
        place.role());
  }

  private List<Step> part(Fields fields, String key, String what, Place place) {
    return steps(
        fields.items(key, "A malformed block was encountered while loading " + what), place);
  }

  private List<Step> task(Fields fields, Place place) {
    List<String> collections =
        fields.value("collections").map(CollectionSearch::texts).orElseGet(place::collections);
    ActionParser.Found found = new ActionParser(fields, loaders, collections).parse();
    ActionCall call = found.call();
    Scope scope = scope(call, place);
    Map<Keyword, Given> keywords = keywords(fields, found, scope);
    Optional<Task.Loop> loop = loop(fields);
    Directives.Kind kind = kind(call);
    if (call.base().equals(INCLUDE)) {
      withArguments(keywords, call, fields);
      boolean fixed = loop.isEmpty() && isPlain(call) && place.directives().allStatic();
      kind = fixed ? Directives.Kind.OLD_STATIC_INCLUDE : kind;
    }
    Task task =
        new Task(
            place.directives().inner(kind, keywords),
            call,
            place.origin(fields.at(), collections, false),
            place.handlers(),
            loop);
    checkInclude(task, place);
    return switch (kind) {
      case STATIC_INCLUDE, OLD_STATIC_INCLUDE -> imports.expand(task, place);
      case PLAY, ROLE, BLOCK, TASK, DYNAMIC_INCLUDE -> List.of(task);
    };
  }

  /// What the old `include` is given besides the file are variables.
  private static void withArguments(Map<Keyword, Given> keywords, ActionCall call, Fields fields) {
    DictValue vars = new DictValue();
    Given given = keywords.get(Keyword.VARS);
    if (given != null && given.value() instanceof DictValue dict) {
      vars.entries().putAll(dict.entries());
    }
    call.arguments()
        .entries()
        .forEach((name, value) -> {
          if (!INCLUDE_WORDS.contains(name)) {
            vars.put(name, value);
          }
        });
    if (!vars.isEmpty()) {
      keywords.put(Keyword.VARS, new Given(vars, given != null ? given.at() : fields.at()));
    }
  }

  private static boolean isPlain(ActionCall call) {
    String file = call.arguments().get("_raw_params").map(Text::str).orElse("");
    return !file.contains("{{") && !file.contains("{%");
  }

  private static Scope scope(ActionCall call, Place place) {
    return switch (call.base()) {
      case "include_tasks" -> Scope.TASK_INCLUDE;
      case "include_role" -> Scope.ROLE_INCLUDE;
      default -> place.handlers() ? Scope.HANDLER : Scope.TASK;
    };
  }

  private static Directives.Kind kind(ActionCall call) {
    return switch (call.base()) {
      case "import_tasks", "import_role" -> Directives.Kind.STATIC_INCLUDE;
      case "include_tasks", "include_role", "include" -> Directives.Kind.DYNAMIC_INCLUDE;
      default -> Directives.Kind.TASK;
    };
  }

  private Map<Keyword, Given> keywords(Fields fields, ActionParser.Found found, Scope scope) {
    Map<Keyword, Given> keywords = new LinkedHashMap<>();
    for (String key : fields.keys()) {
      if (!isKeyword(key, found)) {
        continue;
      }
      Keyword keyword =
          Keyword.of(key)
              .filter(known -> known.allowedAt(scope))
              .orElseThrow(() -> invalid(key, scope, fields.at()));
      YamlNode node = fields.node(key).orElseThrow();
      keywords.put(keyword, new Given(node.toValue(), node.at()));
    }
    if (found.call().local()) {
      keywords.put(Keyword.DELEGATE_TO, new Given(Str.of("localhost"), fields.at()));
    }
    return keywords;
  }

  private boolean isKeyword(String key, ActionParser.Found found) {
    boolean action =
        key.equals(found.key())
            || key.equals("action")
            || key.equals("local_action")
            || key.equals("args");
    boolean loop = key.equals("loop") || isWithLoop(key);
    return !action && !loop;
  }

  private boolean isWithLoop(String key) {
    return key.startsWith("with_") && loaders.lookups().test(key.substring("with_".length()));
  }

  private static PlaybookException invalid(String key, Scope scope, Position at) {
    return new PlaybookException(
        "'"
            + key
            + "' is not a valid attribute for a "
            + scope.label()
            + "\nThis error can be suppressed as a warning using the"
            + " \"invalid_task_attribute_failed\" configuration",
        at);
  }

  private Optional<Task.Loop> loop(Fields fields) {
    Optional<Task.Loop> loop = Optional.empty();
    for (String key : fields.keys()) {
      boolean with = isWithLoop(key);
      if (!with && !key.equals("loop")) {
        continue;
      }
      YamlNode node = fields.node(key).orElseThrow();
      Value items = node.toValue();
      if (!with && items == None.NONE) {
        continue;
      }
      String lookup = with ? key.substring("with_".length()) : "";
      if (loop.isPresent()) {
        throw new PlaybookException("duplicate loop in task: " + lookup, fields.at());
      }
      if (items == None.NONE) {
        throw new PlaybookException("you must specify a value when using " + key, fields.at());
      }
      loop =
          Optional.of(
              new Task.Loop(
                  with ? Optional.of(lookup) : Optional.empty(), new Given(items, node.at())));
    }
    return loop;
  }

  private static void checkInclude(Task task, Place place) {
    String name = task.call().name();
    if (ActionNames.includesRole(name)) {
      if (place.handlers()) {
        throw new PlaybookException(
            "Using '" + name + "' as a handler is not supported.", task.at());
      }
      RoleIncludes.check(task);
    } else if (ActionNames.includesTasks(name)) {
      checkTaskInclude(task);
    }
  }

  private static void checkTaskInclude(Task task) {
    DictValue arguments = task.call().arguments();
    String name = task.call().name();
    List<String> bad =
        arguments.entries().keySet().stream()
            .map(Text::str)
            .filter(key -> !INCLUDE_OPTIONS.contains(key))
            .toList();
    if (!bad.isEmpty() && !task.call().base().equals("include")) {
      throw new PlaybookException(
          "Invalid options for " + name + ": " + String.join(",", bad), task.at());
    }
    if (arguments.get("_raw_params").filter(value -> !Fields.empty(value)).isEmpty()) {
      Value file =
          arguments
              .get("file")
              .filter(value -> !Fields.empty(value))
              .orElseThrow(() -> new PlaybookException("No file specified for " + name, task.at()));
      arguments.put("_raw_params", file);
      arguments.entries().remove(Str.of("file"));
    }
    Optional<Value> apply = arguments.get("apply");
    if (apply.isPresent() && !task.call().base().equals("include_tasks")) {
      throw new PlaybookException("Invalid options for " + name + ": apply", task.at());
    }
    if (apply.isPresent() && !(apply.get() instanceof DictValue)) {
      throw new PlaybookException(
          "Expected a dict for apply but got " + Types.name(apply.get()) + " instead", task.at());
    }
  }

  /// A task that the engine adds itself.
  static Task implicit(Place place, Position at, String action, String parameter, boolean always) {
    DictValue arguments = new DictValue();
    arguments.put("_raw_params", Str.of(parameter));
    Map<Keyword, Given> keywords = new LinkedHashMap<>();
    if (always) {
      keywords.put(Keyword.TAGS, new Given(Str.of("always"), at));
      keywords.put(Keyword.WHEN, new Given(Bool.TRUE, at));
    }
    return new Task(
        place.directives().inner(Directives.Kind.TASK, keywords),
        new ActionCall(action, arguments, false),
        place.origin(at, List.of(), true),
        false,
        Optional.empty());
  }
}
