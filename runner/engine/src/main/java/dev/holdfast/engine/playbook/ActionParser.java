package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.Position;
import java.util.List;
import java.util.Optional;

/// Finds the action of a task in its many forms: `copy: src=a dest=b`, a mapping, `action:`,
/// `local_action:`, with `args:` beside any of them.
///
/// Any one key that is no keyword is an action. Whether a module of a collection exists matters
/// only to a host that runs it; a short name that nobody ever had is a mistake.
final class ActionParser {
  private final Fields fields;
  private final Position at;
  private final Loaders loaders;
  private final List<String> collections;

  /// @param collections in which the action's short name is looked for
  ActionParser(Fields fields, Loaders loaders, List<String> collections) {
    this.fields = fields;
    this.at = fields.at();
    this.loaders = loaders;
    this.collections = List.copyOf(collections);
  }

  /// The action together with the key under which it was found.
  record Found(ActionCall call, String key) {}

  Found parse() {
    Optional<Found> found = Optional.empty();
    if (fields.has("action")) {
      found = Optional.of(oldStyle("action", false));
    }
    if (fields.has("local_action")) {
      if (found.isPresent()) {
        throw mistake("action and local_action are mutually exclusive");
      }
      found = Optional.of(oldStyle("local_action", true));
    }
    for (String key : fields.keys()) {
      if (isAction(key)) {
        if (found.isPresent()) {
          throw mistake("conflicting action statements: " + found.get().call().name() + ", " + key);
        }
        found = Optional.of(newStyle(key));
      }
    }
    Found action = found.orElseThrow(() -> mistake("no module/action detected in task."));
    checkName(action.call().name());
    checkRawParameters(action.call());
    return withCmd(action);
  }

  private void checkName(String name) {
    if (!isTemplate(name)
        && !ForeignModules.has(name)
        && !loaders.actions().test(name, collections)) {
      throw mistake(
          "couldn't resolve module/action '"
              + name
              + "'. This often indicates a misspelling, missing collection, or incorrect module"
              + " path.");
    }
  }

  private boolean isAction(String key) {
    boolean loop =
        key.startsWith("with_") && loaders.lookups().test(key.substring("with_".length()));
    return !loop && Keyword.of(key).filter(ActionParser::ofTasks).isEmpty();
  }

  private static boolean ofTasks(Keyword keyword) {
    return keyword.allowedAt(Scope.TASK)
        || keyword.allowedAt(Scope.HANDLER)
        || keyword.allowedAt(Scope.TASK_INCLUDE);
  }

  private Found newStyle(String key) {
    Value thing = fields.value(key).orElse(None.NONE);
    DictValue given;
    if (thing instanceof DictValue dict) {
      given = DictValue.copyOf(dict);
    } else if (thing instanceof Str str) {
      given = KeyValues.parse(str.text(), ActionNames.freeForm(key));
    } else if (thing == None.NONE) {
      given = new DictValue();
    } else {
      throw unexpected(thing);
    }
    return new Found(call(key, given, false), key);
  }

  private Found oldStyle(String key, boolean local) {
    Value thing = fields.value(key).orElse(None.NONE);
    if (thing instanceof Str str) {
      return new Found(fromText(str.text(), new DictValue(), local), key);
    }
    if (!(thing instanceof DictValue dict)) {
      throw unexpected(thing);
    }
    String module =
        dict.get("module")
            .map(Text::str)
            .orElseThrow(() -> mistake("no module/action detected in task."));
    DictValue rest = DictValue.copyOf(dict);
    rest.entries().remove(Str.of("module"));
    return new Found(fromText(module, rest, local), key);
  }

  private ActionCall fromText(String text, DictValue arguments, boolean local) {
    var tokens = ArgumentSplitter.split(text);
    String name = tokens.isEmpty() ? "" : tokens.getFirst().strip();
    if (name.isEmpty()) {
      throw mistake("no module/action detected in task.");
    }
    String rest = String.join(" ", tokens.subList(1, tokens.size()));
    DictValue given = DictValue.copyOf(arguments);
    given.entries().putAll(KeyValues.parse(rest, ActionNames.freeForm(name)).entries());
    return call(name, nestedArgs(given), local);
  }

  /// `action: {module: x, args: {…}}` keeps its arguments one level deeper.
  private DictValue nestedArgs(DictValue given) {
    Optional<Value> nested = given.get("args");
    if (nested.isEmpty()) {
      return given;
    }
    DictValue flat = DictValue.copyOf(given);
    flat.entries().remove(Str.of("args"));
    flat.entries().putAll(complex(nested.get()).entries());
    return flat;
  }

  private ActionCall call(String name, DictValue given, boolean local) {
    if (!ActionNames.freeForm(name)) {
      given.entries().keySet().stream()
          .map(Text::str)
          .filter(key -> key.startsWith("_ansible_"))
          .findFirst()
          .ifPresent(key -> {
            throw mistake("invalid parameter specified for action '" + name + "': '" + key + "'");
          });
    }
    DictValue arguments = additional();
    arguments.entries().putAll(given.entries());
    return new ActionCall(name, arguments, local);
  }

  private DictValue additional() {
    Value args = fields.value("args").orElse(None.NONE);
    if (args instanceof Str str && isTemplate(str.text())) {
      DictValue additional = new DictValue();
      additional.put("_variable_params", str);
      return additional;
    }
    if (args instanceof Str str && !str.text().isEmpty()) {
      throw mistake(
          "Complex args containing variables cannot use bare variables (without Jinja2"
              + " delimiters), and must use the full variable style ('{{var_name}}')");
    }
    return args == None.NONE || args instanceof Str ? new DictValue() : complex(args);
  }

  private DictValue complex(Value args) {
    if (args instanceof DictValue dict) {
      return DictValue.copyOf(dict);
    }
    if (args instanceof Str str) {
      return KeyValues.parse(str.text(), false);
    }
    throw mistake("Complex args must be a dictionary or variable string (\"{{var}}\").");
  }

  private static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("{%");
  }

  private void checkRawParameters(ActionCall call) {
    Optional<Value> raw = call.arguments().get("_raw_params");
    if (raw.isEmpty() || ActionNames.takesRawParameters(call.name())) {
      return;
    }
    String text = Text.str(raw.get());
    if (!isTemplate(text)) {
      throw mistake(
          "this task '"
              + call.name()
              + "' has extra params, which is only allowed in the following modules: "
              + String.join(", ", ActionNames.rawParameterNames()));
    }
    call.arguments().put("_variable_params", raw.get());
    call.arguments().entries().remove(Str.of("_raw_params"));
  }

  private Found withCmd(Found found) {
    ActionCall call = found.call();
    Optional<Value> cmd = call.arguments().get("cmd");
    if (cmd.isEmpty() || !ActionNames.hasCmd(call.name())) {
      return found;
    }
    if (call.arguments().get("_raw_params").map(Text::str).filter(s -> !s.isEmpty()).isPresent()) {
      throw mistake(
          "The 'cmd' argument cannot be used when other raw parameters are specified. Please put"
              + " everything in one or the other place.");
    }
    call.arguments().put("_raw_params", cmd.get());
    call.arguments().entries().remove(Str.of("cmd"));
    return found;
  }

  private PlaybookException unexpected(Value thing) {
    return mistake("unexpected parameter type in action: <class '" + Types.name(thing) + "'>");
  }

  private PlaybookException mistake(String message) {
    return new PlaybookException(message, at);
  }
}
