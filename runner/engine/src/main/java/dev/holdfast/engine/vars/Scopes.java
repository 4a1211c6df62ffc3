package dev.holdfast.engine.vars;

import dev.holdfast.engine.inventory.Group;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.inventory.Warnings;
import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Role;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.engine.source.SearchPath;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The variables of every place of a run, by Ansible's levels of precedence. Any thread may use it.
///
/// Source: `VariableManager.get_vars` of `ansible/vars/manager.py`.
public final class Scopes {
  private final Parts parts;
  private final boolean merging;
  private final InventoryLayers inventoryLayers;
  private final RoleLayers roleLayers;
  private final PlayFiles playFiles;
  private final DictValue constants;
  private volatile Groups groups = new Groups(-1, new DictValue());

  /// What variables are made from.
  ///
  /// @param templar with the engine's services; its variables do not matter
  public record Parts(
      Inventory inventory,
      VariableStore store,
      ProjectFiles files,
      Settings settings,
      RunOptions options,
      Templar templar,
      Warnings warnings) {}

  private record Groups(long version, DictValue value) {}

  public Scopes(Parts parts) {
    this.parts = parts;
    this.merging = parts.settings().text(Setting.DEFAULT_HASH_BEHAVIOUR).equals("merge");
    this.inventoryLayers =
        new InventoryLayers(parts.inventory(), parts.files(), parts.settings(), parts.warnings());
    this.roleLayers = new RoleLayers(merging);
    this.playFiles = new PlayFiles(parts.files());
    this.constants = Magic.constants(parts);
  }

  /// The variables of a task, of a host in a play, or of a play.
  ///
  /// @throws dev.holdfast.engine.playbook.PlaybookException when a file of variables is missing or
  ///   wrong
  public VarScope of(Play play, Optional<Host> host, Optional<Task> task, Batch batch) {
    return new Building(play, task, Optional.of(batch)).scope(host, true);
  }

  /// What is known while a playbook is loaded: nothing of any host.
  public VarScope load(Play play, Optional<Task> task) {
    return new Building(play, task, Optional.empty()).scope(Optional.empty(), false);
  }

  /// What is known before any play: extra variables.
  ///
  /// @param basedir the folder of the playbook
  public VarScope load(Path basedir) {
    List<Layer> layers = new ArrayList<>();
    add(layers, parts.store().extra());
    layers.add(magic(basedir, Optional.empty(), Optional.empty(), Optional.empty(), true));
    return finished(layers, false);
  }

  /// The variables of a host outside of plays, as `hostvars` shows them.
  public VarScope ofHost(Host host, Path basedir) {
    List<Layer> layers = new ArrayList<>(inventoryLayers.of(host, besideFolders(basedir)));
    addFacts(layers, host);
    addStored(layers, host);
    add(layers, parts.store().extra());
    layers.add(magic(basedir, Optional.empty(), Optional.empty(), Optional.empty(), false));
    return new VarScope(layers.reversed(), merging);
  }

  /// The variables of a group itself: in the inventory, and in files beside it or in the folders.
  public DictValue own(Group group, List<Path> folders) {
    return inventoryLayers.own(group, folders);
  }

  /// The variables of a host itself, without those of its groups.
  public DictValue own(Host host, List<Path> folders) {
    return inventoryLayers.own(host, folders);
  }

  /// The variables by which the delegate of a task is reached: the delegate's own, but with the
  /// name of the host for whom the task runs.
  public VarScope delegated(Play play, Host original, Host delegate, Task task, Batch batch) {
    VarScope scope =
        new Building(play, Optional.of(task), Optional.of(batch))
            .scope(Optional.of(delegate), false);
    DictValue name = new DictValue();
    name.put("inventory_hostname", Str.of(original.name()));
    return scope.with(name);
  }

  /// The host behind a name that a task is delegated to; it need not be in the inventory.
  public Host delegate(String name) {
    return parts.inventory().host(name).orElseGet(() -> parts.inventory().stranger(name));
  }

  /// `ansible_delegated_vars` for a task that is delegated.
  public static DictValue delegatedVars(String delegate, VarScope variables) {
    DictValue byHost = new DictValue();
    byHost.put(delegate, new VarsView(variables));
    DictValue top = new DictValue();
    top.put("ansible_delegated_vars", byHost);
    return top;
  }

  /// Variables with those about the connection that a task has although nobody set them.
  ///
  /// @param delegate by whose variables the task's machine is reached, if it is delegated
  /// @param keywords of the task, templated
  public VarScope connected(
      VarScope scope,
      String host,
      Supplier<Optional<Delegate>> delegate,
      Function<Keyword, Optional<Value>> keywords) {
    Supplier<ConnectionNames.Reached> reached =
        () -> {
          Optional<Delegate> other = delegate.get();
          return new ConnectionNames.Reached(
              other.map(Delegate::scope).orElse(scope),
              other.map(Delegate::name).orElseGet(() -> address(host)),
              keywords.apply(Keyword.CONNECTION),
              keywords.apply(Keyword.REMOTE_USER));
        };
    return scope.above(new ConnectionNames(reached, parts.settings()));
  }

  /// To whom a task is delegated.
  ///
  /// @param scope the variables by which he is reached
  public record Delegate(String name, VarScope scope) {}

  private String address(String host) {
    return parts.inventory().host(host).filter(Host::implicit).isPresent() ? "127.0.0.1" : host;
  }

  Inventory inventory() {
    return parts.inventory();
  }

  Settings settings() {
    return parts.settings();
  }

  Templar templar() {
    return parts.templar();
  }

  DictValue constants() {
    return constants;
  }

  /// The variable `groups`.
  DictValue groups() {
    long version = parts.inventory().version();
    Groups known = groups;
    if (known.version() != version) {
      DictValue value = new DictValue();
      parts.inventory().membership().forEach((name, hosts) -> value.put(name, Magic.list(hosts)));
      known = new Groups(version, value);
      groups = known;
    }
    return known.value();
  }

  /// The hosts that a play will have, before it has begun.
  Batch chosenBy(Play play) {
    List<String> patterns =
        play.keyword(Keyword.HOSTS)
            .map(Given::value)
            .filter(value -> !parts.templar().isTemplate(value))
            .map(value ->
                value instanceof ListValue list
                    ? list.items().stream().map(Text::str).toList()
                    : List.of(Text.str(value)))
            .orElse(List.of("all"));
    List<String> hosts = parts.inventory().select(patterns).stream().map(Host::name).toList();
    return new Batch(hosts, hosts, hosts);
  }

  /// Chooses a play's hosts so that patterns that nothing matches are warned of.
  public void announce(Play play) {
    chosenBy(play);
  }

  private static void add(List<Layer> layers, DictValue members) {
    if (!members.isEmpty()) {
      layers.add(new Layer.Dict(members));
    }
  }

  private void addFacts(List<Layer> layers, Host host) {
    VariableStore.Facts facts = parts.store().factsOf(host.name());
    layers.add(new Layer.Dict(facts.namespaced()));
    if (parts.settings().bool(Setting.INJECT_FACTS_AS_VARS)) {
      add(layers, facts.injected());
    } else {
      DictValue local = new DictValue();
      local.put("ansible_local", facts.all().get("ansible_local").orElseGet(DictValue::new));
      layers.add(new Layer.Dict(local));
    }
  }

  private void addStored(List<Layer> layers, Host host) {
    add(layers, parts.store().includedOf(host.name()));
    add(layers, parts.store().setOf(host.name()));
  }

  private List<Path> besideFolders(Path basedir) {
    return parts.options().beside() ? List.of(basedir) : List.of();
  }

  private Magic magic(
      Path basedir,
      Optional<Play> play,
      Optional<Task> task,
      Optional<Batch> batch,
      boolean hostvars) {
    return new Magic(this, basedir.toAbsolutePath().normalize(), play, task, batch, hostvars);
  }

  private VarScope finished(List<Layer> layers, boolean withVars) {
    VarScope scope = new VarScope(layers.reversed(), merging);
    if (!withVars) {
      return scope;
    }
    DictValue vars = new DictValue();
    vars.put("vars", new VarsView(scope));
    return scope.with(vars);
  }

  /// One scope in the making; levels are added from the lowest to the highest.
  private final class Building {
    private final Play play;
    private final Optional<Task> task;
    private final Optional<Role> role;
    private final Magic magic;
    private final List<Layer> layers = new ArrayList<>();

    Building(Play play, Optional<Task> task, Optional<Batch> batch) {
      this.play = play;
      this.task = task;
      this.role = task.flatMap(Task::role);
      this.magic = magic(play.basedir(), Optional.of(play), task, batch, true);
    }

    /// @param complete whether a missing file of variables is a mistake
    VarScope scope(Optional<Host> host, boolean complete) {
      RoleLayers.Vars ofRoles = roleLayers.of(play);
      Optional<RoleLayers.Vars> ofRole =
          role.map(one -> roleLayers.of(one, task.orElseThrow().origin().roleChain()));
      add(layers, ofRoles.defaults());
      ofRole.ifPresent(vars -> add(layers, vars.defaults()));
      host.ifPresent(one -> {
        layers.addAll(inventoryLayers.of(one, folders()));
        addFacts(layers, one);
      });
      addPlay(host, complete);
      if (!parts.settings().bool(Setting.DEFAULT_PRIVATE_ROLE_VARS)) {
        add(layers, ofRoles.vars());
      }
      ofRole.ifPresent(vars -> add(layers, vars.vars()));
      task.ifPresent(one -> add(layers, TaskLayers.vars(one)));
      host.ifPresent(one -> addStored(layers, one));
      ofRole.ifPresent(vars -> add(layers, vars.params()));
      task.ifPresent(one -> add(layers, TaskLayers.includeParams(one)));
      add(layers, parts.store().extra());
      layers.add(magic);
      return finished(layers, true);
    }

    private List<Path> folders() {
      String root = parts.settings().text(Setting.PLAYBOOK_VARS_ROOT);
      if (task.isEmpty() || root.equals("top")) {
        return besideFolders(play.basedir());
      }
      List<Path> stack = search(task.get()).stack();
      return root.equals("all") ? stack : List.of(stack.getFirst());
    }

    private SearchPath search(Task of) {
      return SearchPath.of(of, play.basedir(), parts.settings().userPath());
    }

    private void addPlay(Optional<Host> host, boolean complete) {
      // Variables given to an import of the playbook beat those that its plays bring.
      for (Given given : play.directives().all(Keyword.VARS).reversed()) {
        VariablesFile.dicts(given).forEach(dict -> add(layers, dict));
      }
      add(layers, parts.store().answersOf(play));
      boolean factsKnown =
          host.map(one -> parts.store().factsOf(one.name()).all().get("module_setup").isPresent())
              .orElse(false);
      layers.addAll(
          playFiles.of(
              play,
              new PlayFiles.Reading(
                  SearchPath.of(play.basedir(), parts.settings().userPath()),
                  this::templar,
                  complete && host.isPresent(),
                  factsKnown && task.isPresent())));
    }

    /// Reads names of files with what is known so far.
    private Templar templar(List<Layer> read) {
      List<Layer> known = new ArrayList<>(layers);
      known.addAll(read);
      add(known, parts.store().extra());
      known.add(magic);
      return parts.templar().with(new VarScope(known.reversed(), merging));
    }
  }
}
