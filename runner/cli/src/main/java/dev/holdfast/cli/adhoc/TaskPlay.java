package dev.holdfast.cli.adhoc;

import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.engine.playbook.KeyValues;
import dev.holdfast.language.json.JsonException;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.Position;
import dev.holdfast.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The play of one task that stands in no file.
///
/// @param arguments as the user typed them: `key=value`, free text or JSON
/// @param background seconds that it may take in the background; 0 for the foreground
/// @param timeout seconds until the task is ended; 0 for never
record TaskPlay(
    String hosts, String module, String arguments, int background, int poll, int timeout) {
  private static final Set<String> NEED_ARGUMENTS =
      Set.of("command", "win_command", "shell", "win_shell", "raw", "script");
  private static final Set<String> NOT_IN_BACKGROUND =
      Set.of("include", "include_tasks", "import_tasks", "include_role", "import_role");
  private static final Position NOWHERE = new Position("__adhoc_playbook__", 1, 1);

  /// Whether the module cannot do without arguments.
  static boolean needsArguments(String module) {
    return NEED_ARGUMENTS.contains(ActionNames.base(module));
  }

  YamlNode.Mapping node() {
    DictValue action = new DictValue();
    action.put("module", Str.of(module));
    action.put("args", parsed());
    DictValue task = new DictValue();
    task.put("action", action);
    if (timeout > 0) {
      task.put("timeout", Int.of(timeout));
    }
    if (background > 0 && !NOT_IN_BACKGROUND.contains(ActionNames.base(module))) {
      task.put("async", Int.of(background));
      task.put("poll", Int.of(poll));
    }
    DictValue play = new DictValue();
    play.put("name", Str.of("Ansible Ad-Hoc"));
    play.put("hosts", Str.of(hosts));
    play.put("gather_facts", Bool.FALSE);
    play.put("tasks", ListValue.of(task));
    return (YamlNode.Mapping) node(play);
  }

  private DictValue parsed() {
    String text = arguments.strip();
    if (text.startsWith("{") && text.endsWith("}")) {
      try {
        if (JsonReader.read(text) instanceof DictValue dict && !dict.isEmpty()) {
          return dict;
        }
      } catch (JsonException notJson) {
        return KeyValues.parse(arguments, needsArguments(module));
      }
    }
    return KeyValues.parse(arguments, needsArguments(module));
  }

  private static YamlNode node(Value value) {
    return switch (value) {
      case DictValue dict -> {
        List<YamlNode.Entry> entries = new ArrayList<>();
        dict.entries()
            .forEach((key, inner) ->
                entries.add(
                    new YamlNode.Entry(
                        new YamlNode.Scalar(Str.of(Text.str(key)), NOWHERE), node(inner))));
        yield new YamlNode.Mapping(entries, NOWHERE);
      }
      case ListValue list ->
          new YamlNode.Sequence(list.items().stream().map(TaskPlay::node).toList(), NOWHERE);
      default -> new YamlNode.Scalar(value, NOWHERE);
    };
  }
}
