package dev.holdfast.engine.vars;

import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Role;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.source.SearchPath;
import dev.holdfast.language.template.Omit;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The variables that the engine sets itself for a place; they beat all others.
///
/// @param hostvars whether other hosts are visible
/// @param batch without one, the play's pattern is asked
record Magic(
    Scopes scopes,
    Path basedir,
    Optional<Play> play,
    Optional<Task> task,
    Optional<Batch> batch,
    boolean hostvars)
    implements Layer {
  private static final List<String> OF_PLAY =
      List.of(
          "ansible_role_names",
          "ansible_play_role_names",
          "ansible_dependent_role_names",
          "role_names",
          "ansible_play_name",
          "ansible_play_hosts_all",
          "ansible_play_hosts",
          "ansible_play_batch",
          "play_hosts");
  private static final List<String> OF_ROLE =
      List.of(
          "role_name", "role_path", "role_uuid", "ansible_collection_name", "ansible_role_name");

  @Override
  public Optional<Value> get(Str name) {
    String text = name.text();
    return switch (text) {
      case "playbook_dir" -> text(basedir.toString());
      case "groups" -> Optional.of(scopes.groups());
      case "omit" -> Optional.of(Omit.PLACEHOLDER);
      case "hostvars" -> hostvars ? Optional.of(new HostVars(scopes, basedir)) : Optional.empty();
      default ->
          Optional.ofNullable(scopes.constants().entries().get(name))
              .or(() -> play.flatMap(current -> ofPlay(current, text)))
              .or(() -> task.flatMap(current -> ofTask(current, text)));
    };
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>(List.of("playbook_dir", "groups", "omit"));
    scopes.constants().entries().keySet().forEach(key -> names.add(Text.str(key)));
    if (play.isPresent()) {
      names.addAll(OF_PLAY);
    }
    if (task.isPresent()) {
      names.add("environment");
      names.add("ansible_search_path");
      if (task.get().role().isPresent()) {
        names.addAll(OF_ROLE);
      }
    }
    if (hostvars) {
      names.add("hostvars");
    }
    return names;
  }

  private Optional<Value> ofPlay(Play current, String name) {
    return switch (name) {
      case "ansible_role_names" -> texts(RoleNames.all(current));
      case "ansible_play_role_names", "role_names" -> texts(RoleNames.listed(current));
      case "ansible_dependent_role_names" -> texts(RoleNames.dependent(current));
      case "ansible_play_name" -> text(playName(current));
      case "ansible_play_hosts_all" -> texts(hosts(current).playHostsAll());
      case "ansible_play_hosts" -> texts(hosts(current).playHosts());
      case "ansible_play_batch", "play_hosts" -> texts(hosts(current).batchHosts());
      default -> Optional.empty();
    };
  }

  private Batch hosts(Play current) {
    return batch.orElseGet(() -> scopes.chosenBy(current));
  }

  private static String playName(Play current) {
    return current
        .keyword(Keyword.NAME)
        .or(() -> current.keyword(Keyword.HOSTS))
        .map(Given::value)
        .map(value ->
            value instanceof ListValue list
                ? String.join(",", list.items().stream().map(Text::str).toList())
                : Text.str(value))
        .orElse("");
  }

  private Optional<Value> ofTask(Task current, String name) {
    return switch (name) {
      case "environment" -> Optional.of(environment(current));
      case "ansible_search_path" ->
          texts(SearchPath.of(current, basedir, scopes.settings().userPath()).shown());
      default -> current.role().flatMap(role -> ofRole(role, name));
    };
  }

  private static Value environment(Task current) {
    ListValue all = new ListValue();
    for (Given given : current.directives().all(Keyword.ENVIRONMENT)) {
      if (given.value() instanceof ListValue list) {
        all.items().addAll(list.items());
      } else if (given.value() != None.NONE) {
        all.items().add(given.value());
      }
    }
    return all;
  }

  private static Optional<Value> ofRole(Role role, String name) {
    return switch (name) {
      case "role_name" -> text(role.name());
      case "ansible_role_name" -> text(role.qualifiedName());
      case "role_path" -> text(role.path().toString());
      case "role_uuid" -> {
        String seed = role.path() + "#" + System.identityHashCode(role);
        yield text(UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString());
      }
      case "ansible_collection_name" ->
          Optional.of(role.collection().isEmpty() ? None.NONE : Str.of(role.collection()));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> text(String text) {
    return Optional.of(Str.of(text));
  }

  private static Optional<Value> texts(List<String> texts) {
    return Optional.of(list(texts));
  }

  static ListValue list(List<String> texts) {
    return new ListValue(texts.stream().map(Str::of).toList());
  }

  /// What does not change during a run.
  static DictValue constants(Scopes.Parts parts) {
    RunOptions options = parts.options();
    DictValue constants = new DictValue();
    constants.put("ansible_playbook_python", Str.of(Inventory.CONTROLLER_PYTHON));
    constants.put(
        "ansible_config_file",
        parts.settings().file().<Value>map(file -> Str.of(file.toString())).orElse(None.NONE));
    constants.put("ansible_version", ReportedVersion.of(parts.settings()));
    constants.put("ansible_check_mode", dev.holdfast.language.value.Bool.of(options.check()));
    constants.put("ansible_diff_mode", dev.holdfast.language.value.Bool.of(options.diff()));
    constants.put("ansible_forks", dev.holdfast.language.value.Int.of(options.forks()));
    constants.put("ansible_inventory_sources", list(options.inventorySources()));
    constants.put("ansible_skip_tags", list(options.skipTags()));
    options.limit().ifPresent(limit -> constants.put("ansible_limit", Str.of(limit)));
    constants.put("ansible_run_tags", list(options.runTags()));
    constants.put("ansible_verbosity", dev.holdfast.language.value.Int.of(options.verbosity()));
    return constants;
  }
}
