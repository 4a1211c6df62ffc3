package dev.holdfast.cli.playbook;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Guard;
import dev.holdfast.cli.common.Launch;
import dev.holdfast.cli.common.TaskOptions;
import dev.holdfast.cli.output.Outputs;
import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.run.Engine;
import dev.holdfast.engine.run.PlaybookRun;
import dev.holdfast.engine.run.StepChoice;
import dev.holdfast.engine.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `holdfast playbook`: runs playbooks as `ansible-playbook` does, with its options and exit
/// statuses.
@Command(name = "playbook", description = "Runs Ansible playbooks on the hosts of an inventory.")
public final class PlaybookCommand implements Callable<Integer> {
  private final Console console;
  private final UnaryOperator<EventSink> listening;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final TaskOptions options = new TaskOptions();

  @Option(
      names = {"-t", "--tags"},
      description = "only tasks with these tags")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--skip-tags", paramLabel = "TAGS", description = "no tasks with these tags")
  private List<String> skipTags = new ArrayList<>();

  @Option(names = "--syntax-check", description = "only read the playbooks")
  private boolean syntaxCheck;

  @Option(names = "--list-tasks", description = "only list the tasks")
  private boolean listTasks;

  @Option(names = "--list-tags", description = "only list the tags")
  private boolean listTags;

  @Option(
      names = "--start-at-task",
      paramLabel = "NAME",
      description = "start at the task of this name")
  private Optional<String> startAt = Optional.empty();

  @Option(names = "--step", description = "ask before each task")
  private boolean step;

  @Option(names = "--force-handlers", description = "run handlers of failed hosts too")
  private boolean forceHandlers;

  @Option(names = "--flush-cache", description = "forget cached facts")
  private boolean flushCache;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "default, minimal, oneline, yaml, debug, or json for one event a line")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--progress",
      description = "show on a terminal what is being done, and since when")
  private boolean progress;

  @Parameters(arity = "1..*", paramLabel = "PLAYBOOK", description = "playbook files")
  private List<String> playbooks = new ArrayList<>();

  public PlaybookCommand(Console console) {
    this(console, UnaryOperator.identity());
  }

  /// @param listening who else hears of the run, around the one who prints it
  public PlaybookCommand(Console console, UnaryOperator<EventSink> listening) {
    this.console = console;
    this.listening = listening;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Guard(console, spec, options.verbosity() > 0).run(this::run);
  }

  private int run() throws InterruptedException {
    Launch launch = new Launch(console, options);
    List<Path> files = files(launch);
    Listing listing = new Listing(options.listHosts(), listTasks, listTags, syntaxCheck);
    try (Outputs outputs =
        Outputs.open(
            new Outputs.Request(
                console.out(),
                console.err(),
                launch.settings(),
                new Outputs.Terminal(console.terminal(), console.plain(), console.width()),
                launch.verbosity(),
                options.check(),
                output.orElseGet(() -> launch.settings().text(Setting.DEFAULT_STDOUT_CALLBACK)),
                output.isPresent(),
                Optional.empty(),
                console.environment(),
                progress))) {
      launch.preamble(outputs.screen());
      Engine.Request request = launch.request(extras(files.getFirst(), listing), outputs::warn);
      try (Engine engine = new Engine(request, listening.apply(outputs.sink()))) {
        launch.hosts(engine.inventory(), "all", outputs::warn);
        return run(engine, files, listing, outputs.screen());
      }
    }
  }

  private int run(Engine engine, List<Path> files, Listing listing, Screen screen)
      throws InterruptedException {
    if (flushCache) {
      engine.forgetFacts();
    }
    PlaybookRun.Status status = PlaybookRun.Status.OK;
    List<List<Play>> listed = new ArrayList<>();
    for (int index = 0; index < files.size() && status == PlaybookRun.Status.OK; index++) {
      List<Play> plays = engine.load(files.get(index));
      if (listing.wanted()) {
        listed.add(plays);
      } else {
        status = engine.run(playbooks.get(index), plays);
      }
    }
    for (int index = 0; index < listed.size(); index++) {
      listing.print(playbooks.get(index), listed.get(index), engine, screen);
    }
    return status.code();
  }

  private Launch.Extras extras(Path first, Listing listing) {
    return new Launch.Extras(
        Optional.ofNullable(first.toAbsolutePath().getParent()).orElse(Path.of("/")),
        true,
        split(tags),
        split(skipTags),
        startAt,
        forceHandlers,
        step ? this::wants : StepChoice.always(),
        !listing.wanted());
  }

  private static List<String> split(List<String> given) {
    return given.stream()
        .flatMap(text -> Stream.of(text.split(",", -1)))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private List<Path> files(Launch launch) {
    List<Path> files = new ArrayList<>();
    for (String playbook : playbooks) {
      Path file = launch.settings().userPath().resolve(playbook);
      if (!Files.exists(file)) {
        throw CommandException.error("the playbook: " + playbook + " could not be found");
      }
      if (Files.isDirectory(file)) {
        throw CommandException.error("the playbook: " + playbook + " does not appear to be a file");
      }
      files.add(file);
    }
    return files;
  }

  private boolean wants(String task) {
    String answer =
        console
            .prompter()
            .ask("Perform task: TASK: " + task + " (N)o/(y)es/(c)ontinue: ", false)
            .orElse("")
            .toLowerCase(Locale.ROOT);
    if (answer.equals("c") || answer.equals("continue")) {
      step = false;
      return true;
    }
    return !step || answer.equals("y") || answer.equals("yes");
  }
}
