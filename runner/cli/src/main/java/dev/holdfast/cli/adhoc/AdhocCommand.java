package dev.holdfast.cli.adhoc;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Guard;
import dev.holdfast.cli.common.Launch;
import dev.holdfast.cli.common.Options;
import dev.holdfast.cli.common.TaskOptions;
import dev.holdfast.cli.output.Outputs;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.engine.run.Connections;
import dev.holdfast.engine.run.Engine;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `holdfast adhoc`: runs one task as `ansible` does, with its options and exit statuses.
@Command(
    name = "adhoc",
    addMethodSubcommands = false,
    description = "Runs one task on the hosts of a pattern.")
public final class AdhocCommand implements Callable<Integer>, Declared {
  private final Console console;
  private final UnaryOperator<EventSink> listening;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Options shared = new Options();
  private final TaskOptions options = new TaskOptions(shared);

  @Option(
      names = {"-m", "--module-name"},
      paramLabel = "MODULE",
      description = "the module to run (command)")
  private Optional<String> module = Optional.empty();

  @Option(
      names = {"-a", "--args"},
      paramLabel = "ARGS",
      description = "its arguments: key=value, free text or JSON")
  private Optional<String> arguments = Optional.empty();

  @Option(
      names = {"-B", "--background"},
      paramLabel = "SECONDS",
      description = "run in the background and give up after so many seconds")
  private int background;

  @Option(
      names = {"-P", "--poll"},
      paramLabel = "SECONDS",
      description = "how often to ask a task in the background (15)")
  private Optional<Integer> poll = Optional.empty();

  @Option(
      names = {"-o", "--one-line"},
      description = "one line a host")
  private boolean oneLine;

  @Option(
      names = {"-t", "--tree"},
      paramLabel = "FOLDER",
      description = "keep the result of each host in this folder")
  private Optional<String> tree = Optional.empty();

  @Option(
      names = "--task-timeout",
      paramLabel = "SECONDS",
      description = "end the task after so many seconds")
  private Optional<Integer> taskTimeout = Optional.empty();

  @Option(
      names = "--playbook-dir",
      paramLabel = "FOLDER",
      description = "where roles, group_vars and the like are looked for")
  private Optional<String> playbookDir = Optional.empty();

  @Parameters(arity = "1", paramLabel = "PATTERN", description = "the hosts")
  private String pattern = "";

  public AdhocCommand(Console console) {
    this(console, UnaryOperator.identity());
  }

  /// @param listening who else hears of the run, around the one who prints it
  public AdhocCommand(Console console, UnaryOperator<EventSink> listening) {
    this.console = console;
    this.listening = listening;
  }

  @Override
  public Options options() {
    return shared;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Guard(console, spec, options.verbosity() > 0).run(this::run);
  }

  private int run() throws InterruptedException {
    Launch launch = new Launch(console, options);
    Settings settings = launch.settings();
    Optional<Path> folder = tree.map(settings.userPath()::resolve);
    try (Outputs outputs =
        Outputs.open(
            new Outputs.Request(
                console.out(),
                console.err(),
                settings,
                new Outputs.Terminal(console.terminal(), console.plain(), console.width()),
                launch.verbosity(),
                options.check(),
                callback(settings),
                false,
                folder,
                console.environment(),
                false))) {
      launch.preamble(outputs.screen());
      return run(launch, outputs);
    }
  }

  private int run(Launch launch, Outputs outputs) throws InterruptedException {
    Settings settings = launch.settings();
    Path basedir =
        playbookDir
            .or(() -> settings.optional(Setting.PLAYBOOK_DIR))
            .map(settings.userPath()::resolve)
            .orElse(settings.userPath().directory());
    Engine.Request request = launch.request(Launch.Extras.plain(basedir, true), outputs::warn);
    try (Connections connections = Launch.connections();
        Engine engine = new Engine(request, connections, listening.apply(outputs.sink()))) {
      List<Host> hosts = hosts(launch, engine, outputs);
      if (options.listHosts()) {
        outputs.screen().line("  hosts (" + hosts.size() + "):");
        hosts.forEach(host -> outputs.screen().line("    " + host.name()));
        return 0;
      }
      TaskPlay play = play(settings);
      return engine.run("__adhoc_playbook__", List.of(engine.load(play.node()))).code();
    }
  }

  private List<Host> hosts(Launch launch, Engine engine, Outputs outputs) {
    try {
      return launch.hosts(engine.inventory(), pattern, outputs::warn);
    } catch (CommandException nobody) {
      if (options.limit().isPresent()) {
        throw nobody;
      }
      outputs.warn("No hosts matched, nothing to do");
      return List.of();
    }
  }

  private TaskPlay play(Settings settings) {
    String name = module.orElseGet(() -> settings.text(Setting.DEFAULT_MODULE_NAME));
    String given = arguments.orElseGet(() -> settings.text(Setting.DEFAULT_MODULE_ARGS));
    if (TaskPlay.needsArguments(name) && given.isEmpty()) {
      throw CommandException.options(
          "No argument passed to "
              + name
              + " module"
              + (pattern.endsWith(".yml") ? " (did you mean to run ansible-playbook?)" : ""));
    }
    if (ActionNames.base(name).equals("import_playbook")) {
      throw CommandException.options("'" + name + "' is not a valid action for ad-hoc commands");
    }
    return new TaskPlay(
        pattern,
        name,
        given,
        background,
        poll.orElseGet(() -> settings.number(Setting.DEFAULT_POLL_INTERVAL)),
        taskTimeout.orElseGet(() -> settings.number(Setting.TASK_TIMEOUT)));
  }

  private String callback(Settings settings) {
    if (oneLine) {
      return "oneline";
    }
    String named = settings.text(Setting.DEFAULT_STDOUT_CALLBACK);
    boolean enabled = settings.bool(Setting.DEFAULT_LOAD_CALLBACK_PLUGINS);
    return enabled && !named.equals("default") ? named : "minimal";
  }
}
