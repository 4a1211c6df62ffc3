package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Loads one play: its keywords, roles and lists of tasks.
final class PlayLoader {
  private static final Set<String> LISTS =
      Set.of("roles", "handlers", "pre_tasks", "tasks", "post_tasks");
  private static final Set<String> PROMPT_KEYS =
      Set.of(
          "name",
          "prompt",
          "default",
          "private",
          "confirm",
          "encrypt",
          "salt_size",
          "salt",
          "unsafe");

  private final StaticImports imports;

  PlayLoader(StaticImports imports) {
    this.imports = imports;
  }

  /// @param around the imports of playbooks around it
  Play load(YamlNode.Mapping node, Path basedir, Optional<Directives> around) {
    Fields fields = user(Fields.of(node));
    Map<Keyword, Given> keywords = fields.without(LISTS).keywords(Scope.PLAY);
    checkHosts(fields, keywords);
    checkPrompts(keywords);
    Play play =
        new Play(new Directives(Directives.Kind.PLAY, keywords, around), node.at(), basedir);
    fill(play, fields);
    return play;
  }

  private void fill(Play play, Fields fields) {
    for (YamlNode role : fields.items("roles", "A malformed role declaration was encountered.")) {
      play.roles().add(imports.roles().listed(role, play, Optional.empty()));
    }
    List<Role> listed = List.copyOf(play.roles());
    Place place = Place.of(play, false);
    List<Block> roleBlocks = new ArrayList<>();
    for (Role role : listed) {
      roleBlocks.addAll(imports.roles().compile(role, play, play.directives(), List.of()));
    }
    List<Block> pre = blocks(fields, "pre_tasks", place);
    List<Block> tasks = new ArrayList<>(roleBlocks);
    tasks.addAll(blocks(fields, "tasks", place));
    List<Block> post = blocks(fields, "post_tasks", place);
    play.sections(new Play.Sections(pre, tasks, post));
    handlers(play, fields, listed);
  }

  /// Handlers of listed roles come first, then those of the play, then what imports brought.
  private void handlers(Play play, Fields fields, List<Role> listed) {
    List<Task> imported = List.copyOf(play.handlers());
    play.handlers().clear();
    for (Role role : listed) {
      play.handlers().addAll(imports.roles().handlers(role, play, play.directives(), List.of()));
    }
    Place place = Place.of(play, true);
    for (Block block : blocks(fields, "handlers", place)) {
      for (Step step : block.tasks()) {
        if (step instanceof Task task) {
          play.handlers().add(task);
        }
      }
    }
    play.handlers().addAll(imported);
  }

  private List<Block> blocks(Fields fields, String key, Place place) {
    String what = key.equals("tasks") ? "tasks" : key;
    return imports
        .steps()
        .blocks(
            fields.items(key, "A malformed block was encountered while loading " + what), place);
  }

  private static Fields user(Fields fields) {
    if (!fields.has("user")) {
      return fields;
    }
    if (fields.has("remote_user")) {
      throw new PlaybookException(
          "both 'user' and 'remote_user' are set for this play. The use of 'user' is deprecated,"
              + " and should be removed",
          fields.at());
    }
    return fields.renamed("user", "remote_user");
  }

  private static void checkHosts(Fields fields, Map<Keyword, Given> keywords) {
    Given given = keywords.get(Keyword.HOSTS);
    if (given == null) {
      throw new PlaybookException("the field 'hosts' is required but was not set", fields.at());
    }
    Value hosts = given.value();
    if (Fields.empty(hosts) || (hosts instanceof Str str && str.text().isEmpty())) {
      throw new PlaybookException("Hosts list cannot be empty. Please check your playbook");
    }
    if (hosts instanceof ListValue list) {
      for (Value entry : list.items()) {
        if (entry == None.NONE) {
          throw new PlaybookException(
              "Hosts list cannot contain values of 'None'. Please check your playbook");
        }
        if (!(entry instanceof Str)) {
          throw new PlaybookException(
              "Hosts list contains an invalid host value: '" + Text.str(entry) + "'");
        }
      }
    } else if (!(hosts instanceof Str)) {
      throw new PlaybookException(
          "Hosts list must be a sequence or string. Please check your playbook.");
    }
  }

  private static void checkPrompts(Map<Keyword, Given> keywords) {
    Given given = keywords.get(Keyword.VARS_PROMPT);
    if (given == null) {
      return;
    }
    List<Value> prompts =
        given.value() instanceof ListValue list ? list.items() : List.of(given.value());
    for (Value prompt : prompts) {
      if (!(prompt instanceof DictValue dict) || dict.get("name").isEmpty()) {
        throw new PlaybookException(
            "Invalid vars_prompt data structure, missing 'name' key", given.at());
      }
      for (Value key : dict.entries().keySet()) {
        if (!PROMPT_KEYS.contains(Text.str(key))) {
          throw new PlaybookException(
              "Invalid vars_prompt data structure, found unsupported key '" + Text.str(key) + "'",
              given.at());
        }
      }
    }
  }
}
