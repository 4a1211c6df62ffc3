package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Actions;
import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.foreign.ModuleResolver;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Hosts;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.inventory.Warnings;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Loaders;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.PlaybookLoader;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.engine.vars.Batch;
import dev.holdfast.engine.vars.ConnectionVars;
import dev.holdfast.engine.vars.ExtraVars;
import dev.holdfast.engine.vars.RunLoadTemplating;
import dev.holdfast.engine.vars.Scopes;
import dev.holdfast.engine.vars.VariableStore;
import dev.holdfast.language.filter.Filters;
import dev.holdfast.language.filter.Globals;
import dev.holdfast.language.filter.Tests;
import dev.holdfast.language.jinja.Environment;
import dev.holdfast.language.template.AnsibleEnvironment;
import dev.holdfast.language.template.Level;
import dev.holdfast.language.template.Lookup;
import dev.holdfast.language.template.Options;
import dev.holdfast.language.template.Services;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.template.Variables;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.vault.Vaults;
import dev.holdfast.language.yaml.YamlNode;
import dev.holdfast.language.yaml.YamlReader;
import dev.holdfast.transport.Become;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Everything that a run of playbooks needs, put together: inventory, variables, templates,
/// connections and modules.
public final class Engine implements AutoCloseable {
  private final Request request;
  private final Connections connections;
  private final EventSink sink;
  private final ProjectFiles files;
  private final Inventory inventory;
  private final VariableStore store;
  private final Scopes scopes;
  private final PlaybookLoader loader;
  private final ConnectedMachines machines;
  private final Workers workers;
  private final TaskExecution tasks;
  private final Delegates delegates;
  private final AsyncJobs jobs;
  private final ModuleResolver modules;
  private final StartAt startAt;
  private final RunState state;

  /// What is asked of the engine.
  ///
  /// @param basedir the folder of the first playbook
  /// @param beside whether variable files beside it count
  /// @param ways how hosts are reached whose variables do not say it
  /// @param lookups the lookups of a place, by name
  public record Request(
      Settings settings,
      Path basedir,
      boolean beside,
      Hosts hosts,
      Way.Table ways,
      Optional<String> limit,
      ExtraVars.Given extra,
      Vaults vaults,
      ConnectionVars.Passwords passwords,
      RunOptions options,
      Function<String, Optional<Module>> modules,
      LookupTable lookups,
      Prompter prompter,
      StepChoice step) {}

  /// The lookups that templates of a place can use.
  @FunctionalInterface
  public interface LookupTable {
    /// @param play whose files are looked through; absent while nothing is loaded
    Function<String, Optional<Lookup>> of(
        ProjectFiles files, Settings settings, Optional<Play> play, Optional<Task> task);
  }

  /// @param connections are left open
  public Engine(Request request, Connections connections, EventSink sink) {
    this.request = request;
    this.connections = connections;
    this.sink = sink;
    Settings settings = request.settings();
    Warnings warnings = this::warn;
    settings.warnings().forEach(this::warn);
    this.files = new ProjectFiles(settings, request.basedir(), request.vaults(), this::warn);
    this.files.pluginsBeside(request.basedir());
    this.modules = new ModuleResolver(request.modules(), files, settings);
    DictValue extra = ExtraVars.all(request.extra(), files, settings);
    this.store = new VariableStore(extra, settings, Clock.systemUTC(), warnings);
    Templar templar = templar();
    this.inventory =
        Inventory.load(
            request.hosts(), files, settings, store.composition(templar), warnings, warnings);
    limit();
    this.scopes =
        new Scopes(
            new Scopes.Parts(inventory, store, files, settings, visible(), templar, warnings));
    this.loader =
        new PlaybookLoader(
            new Loaders(
                files,
                new RunLoadTemplating(scopes, request.basedir()),
                name -> lookups(Optional.empty(), Optional.empty()).apply(name).isPresent(),
                this::runnable));
    this.delegates = new Delegates(inventory, scopes);
    this.machines = machines();
    this.workers = new Workers(request.options().forks());
    this.jobs = new AsyncJobs(workers);
    this.tasks = tasks(templar, warnings);
    this.startAt = new StartAt(request.options().startAt());
    this.state = new RunState(sink);
  }

  private boolean runnable(String name, List<String> collections) {
    if (ActionNames.ofParser(name) || Actions.of(name).isPresent()) {
      return true;
    }
    try {
      return modules.find(name, collections).isPresent();
    } catch (ModuleFailure | PlaybookException unusable) {
      // It is known; whoever runs it is told why it cannot be used.
      return true;
    }
  }

  private Function<String, Optional<Lookup>> lookups(Optional<Play> play, Optional<Task> task) {
    return request.lookups().of(files, request.settings(), play, task);
  }

  private Templar templar() {
    Environment environment = AnsibleEnvironment.of(Filters.ALL, Tests.ALL, Globals.ALL);
    Services services =
        Services.NONE
            .withLookups(lookups(Optional.empty(), Optional.empty()))
            .withVault(
                vaulted -> Str.of(request.vaults().decrypt(vaulted.envelope(), Optional.empty())))
            .withWarnings(this::warn);
    Level level =
        request.settings().bool(Setting.DEFAULT_JINJA2_NATIVE) ? Level.NATIVE : Level.CLASSIC;
    return new Templar(environment, Variables.NONE, services, level);
  }

  private ConnectedMachines machines() {
    return new ConnectedMachines(
        new ConnectedMachines.Parts(
            delegates, request.settings(), request.passwords(), request.ways(), connections));
  }

  private TaskExecution tasks(Templar templar, Warnings warnings) {
    ProjectServices services =
        new ProjectServices(
            files,
            request.settings(),
            request.prompter(),
            warnings,
            Clock.systemUTC(),
            connections.lifetime());
    TaskRunner.Setup setup =
        new TaskRunner.Setup(request.options(), modules, services, machines, delegates, jobs);
    return new TaskExecution(
        inventory,
        scopes,
        store,
        (play, task) ->
            templar.with(templar.services().withLookups(lookups(Optional.of(play), task))),
        Options.VALUE.withFailOnUndefined(
            request.settings().bool(Setting.DEFAULT_UNDEFINED_VAR_BEHAVIOR)),
        setup);
  }

  /// What playbooks can read of how they are run.
  private dev.holdfast.engine.vars.RunOptions visible() {
    RunOptions options = request.options();
    return new dev.holdfast.engine.vars.RunOptions(
        options.check(),
        options.diff(),
        options.forks(),
        request.hosts().sources(),
        options.tags().isEmpty() ? List.of("all") : options.tags(),
        options.skipTags(),
        request.limit(),
        options.verbosity(),
        request.beside());
  }

  private synchronized void warn(String text) {
    sink.on(new Event.Warning(text));
  }

  public Inventory inventory() {
    return inventory;
  }

  public Scopes scopes() {
    return scopes;
  }

  /// The variables of a host outside of any play, each templated when it is looked up. One that
  /// needs another that only a play has stays the template that it is.
  public Function<String, Optional<Value>> variables(Host host) {
    Templar templar = hosts(host);
    return name ->
        templar
            .variables()
            .lookup(name)
            .map(value -> {
              try {
                return templar.template(value);
              } catch (UndefinedError later) {
                return value;
              }
            });
  }

  /// How a host is reached, as its variables and the settings say.
  public Way way(Host host) {
    ConnectionVars vars =
        ConnectionVars.of(
            new ConnectionVars.Query(
                hosts(host),
                Map.of(Keyword.BECOME, Bool.TRUE),
                host.name(),
                Optional.empty(),
                request.settings(),
                request.passwords()));
    return new Way(
        ConnectedMachines.target(vars, request.ways().to(host.name()), connections),
        vars.become() instanceof Become.Other other ? other.password() : Optional.empty());
  }

  private Templar hosts(Host host) {
    Play nothing = load((YamlNode.Mapping) YamlReader.read("", "hosts: all").root());
    List<String> all = inventory.hosts().stream().map(Host::name).toList();
    return templar()
        .with(scopes.of(nothing, Optional.of(host), Optional.empty(), new Batch(all, all, all)));
  }

  public ProjectFiles files() {
    return files;
  }

  /// Forgets the facts of all hosts, cached ones too.
  public void forgetFacts() {
    inventory.hosts().forEach(host -> store.clearFacts(host.name()));
  }

  private void limit() {
    boolean any = !inventory.hosts().isEmpty();
    request.limit().ifPresent(inventory::limit);
    if (any && inventory.select(List.of("all"), true).isEmpty()) {
      throw new PlaybookException(
          "Specified inventory, host pattern and/or --limit leaves us with no hosts to target.");
    }
  }

  /// The plays of a playbook with all that it imports.
  ///
  /// @throws dev.holdfast.engine.playbook.PlaybookException for anything that cannot be understood
  public List<Play> load(Path playbook) {
    return loader.load(playbook);
  }

  /// A play that stands in no file.
  public Play load(YamlNode.Mapping play) {
    return loader.load(play, request.basedir());
  }

  /// What a play would do.
  public Outline outline(Play play) {
    Templates templates = tasks.templates(play);
    RunOptions options = request.options();
    Keywords keywords = new Keywords(play.directives(), templates, options.keywords());
    // Warns of patterns that nothing matches, as every use of a play's variables does in Ansible.
    scopes.announce(play);
    return Outline.of(
        play,
        new Outline.PlayTemplates(
            keywords,
            new TagFilter(options.tags(), options.skipTags(), templates::template),
            keywords.flag(Keyword.FORCE_HANDLERS, options.forceHandlers())));
  }

  /// Runs the plays of one playbook and tells the recap.
  public PlaybookRun.Status run(String name, List<Play> plays) throws InterruptedException {
    PlayRunner.Parts parts =
        new PlayRunner.Parts(
            request.options(),
            inventory,
            store,
            loader,
            tasks,
            workers,
            request.prompter(),
            request.step(),
            startAt);
    PlaybookRun.Status status = new PlaybookRun(state, parts).run(name, plays);
    jobs.finish();
    return status;
  }

  /// What tasks set for whoever started the run.
  public ResultFacts results() {
    return state.results();
  }

  /// Ends the threads.
  @Override
  public void close() {
    workers.close();
  }
}
