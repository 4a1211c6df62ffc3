package dev.holdfast.cli.playbook;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Guard;
import dev.holdfast.cli.common.Launch;
import dev.holdfast.cli.common.Options;
import dev.holdfast.cli.common.TaskOptions;
import dev.holdfast.cli.output.Outputs;
import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.run.Connections;
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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// `holdfast playbook`: runs playbooks as `ansible-playbook` does, with its options and exit
/// statuses.
public final class PlaybookCommand implements Callable<Integer>, Declared {
  private final Console console;
  private final UnaryOperator<EventSink> listening;

  private final Options declared;
  private final TaskOptions options;
  private final Supplier<List<String>> tags;
  private final Supplier<List<String>> skipTags;
  private final BooleanSupplier syntaxCheck;
  private final BooleanSupplier listTasks;
  private final BooleanSupplier listTags;
  private final Supplier<Optional<String>> startAt;
  private final BooleanSupplier step;
  private final BooleanSupplier forceHandlers;
  private final BooleanSupplier flushCache;
  private final Supplier<Optional<String>> output;
  private final BooleanSupplier progress;

  private final Supplier<List<String>> playbooks;

  /// Whether a task still waits for the answer of the person.
  private boolean asking = true;

  public PlaybookCommand(Console console) {
    this(console, UnaryOperator.identity());
  }

  /// @param listening who else hears of the run, around the one who prints it
  public PlaybookCommand(Console console, UnaryOperator<EventSink> listening) {
    this.console = console;
    this.listening = listening;
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("playbook");
    spec.usageMessage().description("Runs Ansible playbooks on the hosts of an inventory.");
    declared = new Options(spec);
    options = new TaskOptions(declared);
    tags = declared.texts("<tags>", "only tasks with these tags", "-t", "--tags");
    skipTags = declared.texts("TAGS", "no tasks with these tags", "--skip-tags");
    syntaxCheck = declared.flag("only read the playbooks", "--syntax-check");
    listTasks = declared.flag("only list the tasks", "--list-tasks");
    listTags = declared.flag("only list the tags", "--list-tags");
    startAt = declared.text("NAME", "start at the task of this name", "--start-at-task");
    step = declared.flag("ask before each task", "--step");
    forceHandlers = declared.flag("run handlers of failed hosts too", "--force-handlers");
    flushCache = declared.flag("forget cached facts", "--flush-cache");
    output =
        declared.text(
            "NAME",
            "default, minimal, oneline, yaml, debug, or json for one event a line",
            "--output");
    progress = declared.flag("show on a terminal what is being done, and since when", "--progress");
    playbooks = declared.words("1..*", "PLAYBOOK", "playbook files");
  }

  @Override
  public Options options() {
    return declared;
  }

  @Override
  public boolean entirely() {
    return true;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Guard(console, declared.spec(), options.verbosity() > 0).run(this::run);
  }

  private int run() throws InterruptedException {
    Launch launch = new Launch(console, options);
    List<Path> files = files(launch);
    Listing listing =
        new Listing(
            options.listHosts(),
            listTasks.getAsBoolean(),
            listTags.getAsBoolean(),
            syntaxCheck.getAsBoolean());
    try (Outputs outputs =
        Outputs.open(
            new Outputs.Request(
                console.out(),
                console.err(),
                launch.settings(),
                new Outputs.Terminal(console.terminal(), console.plain(), console.width()),
                launch.verbosity(),
                options.check(),
                output
                    .get()
                    .orElseGet(() -> launch.settings().text(Setting.DEFAULT_STDOUT_CALLBACK)),
                output.get().isPresent(),
                Optional.empty(),
                console.environment(),
                progress.getAsBoolean()))) {
      launch.preamble(outputs.screen());
      Engine.Request request = launch.request(extras(files.getFirst(), listing), outputs::warn);
      try (Connections connections = Launch.connections();
          Engine engine = new Engine(request, connections, listening.apply(outputs.sink()))) {
        launch.hosts(engine.inventory(), "all", outputs::warn);
        return run(engine, files, listing, outputs.screen());
      }
    }
  }

  private int run(Engine engine, List<Path> files, Listing listing, Screen screen)
      throws InterruptedException {
    if (flushCache.getAsBoolean()) {
      engine.forgetFacts();
    }
    List<String> names = playbooks.get();
    PlaybookRun.Status status = PlaybookRun.Status.OK;
    List<List<Play>> listed = new ArrayList<>();
    for (int index = 0; index < files.size() && status == PlaybookRun.Status.OK; index++) {
      List<Play> plays = engine.load(files.get(index));
      if (listing.wanted()) {
        listed.add(plays);
      } else {
        status = engine.run(names.get(index), plays);
      }
    }
    for (int index = 0; index < listed.size(); index++) {
      listing.print(names.get(index), listed.get(index), engine, screen);
    }
    return status.code();
  }

  private Launch.Extras extras(Path first, Listing listing) {
    return new Launch.Extras(
        Optional.ofNullable(first.toAbsolutePath().getParent()).orElse(Path.of("/")),
        true,
        split(tags.get()),
        split(skipTags.get()),
        startAt.get(),
        forceHandlers.getAsBoolean(),
        step.getAsBoolean() ? this::wants : StepChoice.always(),
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
    for (String playbook : playbooks.get()) {
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
    if (!asking) {
      return true;
    }
    String answer =
        console
            .ask("Perform task: TASK: " + task + " (N)o/(y)es/(c)ontinue: ", false)
            .orElse("")
            .toLowerCase(Locale.ROOT);
    if (answer.equals("c") || answer.equals("continue")) {
      asking = false;
      return true;
    }
    return answer.equals("y") || answer.equals("yes");
  }
}
