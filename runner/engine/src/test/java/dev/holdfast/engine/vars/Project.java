package dev.holdfast.engine.vars;

import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Hosts;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.playbook.Block;
import dev.holdfast.engine.playbook.Loaders;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.PlaybookLoader;
import dev.holdfast.engine.playbook.Step;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.settings.UserPath;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.language.filter.Filters;
import dev.holdfast.language.filter.Globals;
import dev.holdfast.language.filter.Tests;
import dev.holdfast.language.template.AnsibleEnvironment;
import dev.holdfast.language.template.Level;
import dev.holdfast.language.template.Services;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.template.Variables;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.vault.Vaults;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A project of a test with all that its variables need.
final class Project {
  final List<String> warnings = new ArrayList<>();
  final Settings settings;
  final ProjectFiles files;
  final Inventory inventory;
  final VariableStore store;
  final Scopes scopes;
  final Templar templar;
  private final Path folder;

  private Project(Path folder, Settings settings, List<String> extra) {
    this.folder = folder;
    this.settings = settings;
    this.files = new ProjectFiles(settings, folder, Vaults.NONE, warnings::add);
    this.store =
        new VariableStore(
            ExtraVars.parse(extra, files, settings), settings, Clock.systemUTC(), warnings::add);
    this.templar =
        new Templar(
            AnsibleEnvironment.of(Filters.ALL, Tests.ALL, Globals.ALL),
            Variables.NONE,
            Services.NONE,
            Level.CLASSIC);
    this.inventory =
        Inventory.load(
            Hosts.of(List.of("inv")),
            files,
            settings,
            store.composition(templar),
            warnings::add,
            warnings::add);
    this.scopes =
        new Scopes(
            new Scopes.Parts(
                inventory, store, files, settings, RunOptions.plain(50), templar, warnings::add));
  }

  static Project in(Path folder, Map<Setting, String> settings, List<String> extra) {
    Settings all = Settings.load(new UserPath(Map.of(), folder, folder));
    for (Map.Entry<Setting, String> entry : settings.entrySet()) {
      all = all.with(entry.getKey(), entry.getValue());
    }
    return new Project(folder, all, extra);
  }

  static Project in(Path folder) {
    return in(folder, Map.of(), List.of());
  }

  List<Play> plays(String playbook) {
    return new PlaybookLoader(
            new Loaders(files, new RunLoadTemplating(scopes, folder), _ -> true, (_, _) -> true))
        .load(folder.resolve(playbook));
  }

  Host host(String name) {
    return inventory.host(name).orElseThrow();
  }

  /// The tasks of a play, without the engine's own.
  static List<Task> tasks(Play play) {
    List<Task> tasks = new ArrayList<>();
    Play.Sections sections = play.sections();
    for (List<Block> list : List.of(sections.preTasks(), sections.tasks(), sections.postTasks())) {
      collect(list, tasks);
    }
    return tasks;
  }

  private static void collect(List<? extends Step> steps, List<Task> tasks) {
    for (Step step : steps) {
      switch (step) {
        case Block block -> {
          collect(block.tasks(), tasks);
          collect(block.rescue(), tasks);
          collect(block.always(), tasks);
        }
        case Task task -> {
          if (!task.call().base().equals("meta")) {
            tasks.add(task);
          }
        }
      }
    }
  }

  VarScope scope(Play play, String host, Task task) {
    List<String> hosts = inventory.hosts().stream().map(Host::name).toList();
    return scopes.of(
        play, Optional.of(host(host)), Optional.of(task), new Batch(hosts, hosts, hosts));
  }

  /// The templated value of an expression.
  Value evaluate(VarScope scope, String expression) {
    return templar.with(scope).evaluate(expression);
  }

  static DictValue dict(Map<String, Value> members) {
    return DictValue.of(members);
  }
}
