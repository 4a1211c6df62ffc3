package dev.holdfast.cli.runner;

import dev.holdfast.cli.adhoc.AdhocCommand;
import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.CommonOptions;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Execution;
import dev.holdfast.cli.common.Guard;
import dev.holdfast.cli.common.Options;
import dev.holdfast.cli.playbook.PlaybookCommand;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `holdfast runner`: runs a folder as `ansible-runner run` does, and leaves its artifacts there.
@Command(
    name = "runner",
    addMethodSubcommands = false,
    description = {
      "Runs what a folder with env, inventory and project describes.",
      "Arguments: [run] FOLDER; artifacts come to FOLDER/artifacts/ID."
    })
public final class RunnerCommand implements Callable<Integer>, Declared {
  private static final Set<String> OTHERS =
      Set.of("start", "stop", "is-alive", "transmit", "worker", "process", "adhoc", "playbook");

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();
  private final Options shared = new Options();
  private final CommonOptions common = new CommonOptions(shared);

  @Option(
      names = {"-p", "--playbook"},
      description = "the playbook, inside project")
  private Optional<String> playbook = Optional.empty();

  @Option(names = "--hosts", description = "with -m: the hosts of one task")
  private Optional<String> hosts = Optional.empty();

  @Option(
      names = {"-m", "--module"},
      description = "run one task instead of a playbook")
  private Optional<String> module = Optional.empty();

  @Option(
      names = {"-a", "--args"},
      description = "its arguments")
  private Optional<String> arguments = Optional.empty();

  @Option(
      names = {"-i", "--ident"},
      paramLabel = "ID",
      description = "the name of the run's artifacts")
  private Optional<String> identifier = Optional.empty();

  @Option(names = "--inventory", description = "instead of the folder's own")
  private Optional<String> inventory = Optional.empty();

  @Option(names = "--limit", description = "only these hosts")
  private Optional<String> limit = Optional.empty();

  @Option(names = "--cmdline", description = "further options of the command")
  private Optional<String> commandLine = Optional.empty();

  @Option(names = "--artifact-dir", description = "instead of FOLDER/artifacts")
  private Optional<String> artifacts = Optional.empty();

  @Option(
      names = {"-q", "--quiet"},
      description = "print nothing")
  private boolean quiet;

  @Option(
      names = {"-j", "--json"},
      description = "print events as JSON, one a line")
  private boolean json;

  @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "the folder")
  private List<String> words = new ArrayList<>();

  public RunnerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Options options() {
    return shared;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Guard(console, spec, common.verbosity() > 0).run(this::run);
  }

  private int run() {
    if (OTHERS.contains(words.getFirst())) {
      throw CommandException.notServed(
          "ansible-runner " + words.getFirst() + " is not served; run is");
    }
    List<String> folders = words.getFirst().equals("run") ? words.subList(1, words.size()) : words;
    if (folders.size() != 1 || (playbook.isEmpty() && module.isEmpty())) {
      throw CommandException.options("a folder, and either -p or -m, must be given");
    }
    RunnerFolder folder = new RunnerFolder(console.paths().resolve(folders.getFirst()));
    String id = identifier.orElseGet(() -> UUID.randomUUID().toString());
    Path target =
        artifacts
            .map(console.paths()::resolve)
            .orElse(folder.root().resolve("artifacts"))
            .resolve(id);
    try {
      return run(folder, id, target);
    } catch (IOException e) {
      throw CommandException.error("Unable to write to " + target + ": " + e.getMessage());
    }
  }

  private int run(RunnerFolder folder, String id, Path target) throws IOException {
    Path events = Files.createDirectories(target.resolve("job_events"));
    List<String> command = command(folder);
    Map<String, String> added = added(folder, target);
    Files.writeString(target.resolve("command"), described(command, folder, added));
    try (OutputStream out = Files.newOutputStream(target.resolve("stdout"));
        OutputStream err = Files.newOutputStream(target.resolve("stderr"))) {
      OutputStream shown = quiet || json ? OutputStream.nullOutputStream() : console.out();
      OutputStream errors = quiet ? OutputStream.nullOutputStream() : console.err();
      CapturedStream stdout = new CapturedStream(out, shown);
      CapturedStream stderr = new CapturedStream(err, errors);
      Console inner = inner(folder, added, stdout, stderr);
      Consumer<String> told = json && !quiet ? console.screen()::line : _ -> {};
      JobEvents.Run about = new JobEvents.Run(id, Clock.systemUTC(), told);
      int status = execute(command, inner, sink -> new JobEvents(sink, stdout, events, about));
      inner.out().flush();
      inner.err().flush();
      Files.writeString(target.resolve("rc"), Integer.toString(status));
      Files.writeString(target.resolve("status"), status == 0 ? "successful" : "failed");
      return status;
    }
  }

  private int execute(List<String> command, Console inner, UnaryOperator<EventSink> listening) {
    Declared made =
        module.isPresent()
            ? new AdhocCommand(inner, listening)
            : new PlaybookCommand(inner, listening);
    String[] rest = command.subList(1, command.size()).toArray(String[]::new);
    return Execution.of(made, command.getFirst(), rest, inner);
  }

  private Console inner(
      RunnerFolder folder,
      Map<String, String> added,
      CapturedStream stdout,
      CapturedStream stderr) {
    for (String unserved : List.of("job_timeout", "idle_timeout")) {
      folder
          .settings()
          .get(unserved)
          .filter(value -> !Text.str(value).equals("0"))
          .ifPresent(_ ->
              console
                  .screen()
                  .warning(unserved + " of env/settings is not served: the run may take longer"));
    }
    Map<String, String> environment = new LinkedHashMap<>(console.environment());
    environment.putAll(added);
    environment.putAll(folder.environment());
    return new Console(
        new PrintStream(stdout, true, StandardCharsets.UTF_8),
        new PrintStream(stderr, true, StandardCharsets.UTF_8),
        console.in(),
        environment,
        folder.project(),
        false,
        folder::answer);
  }

  private static Map<String, String> added(RunnerFolder folder, Path target) {
    Map<String, String> added = new LinkedHashMap<>();
    added.put("ANSIBLE_CACHE_PLUGIN", "jsonfile");
    added.put("ANSIBLE_CACHE_PLUGIN_CONNECTION", target.resolve("fact_cache").toString());
    folder.roles().ifPresent(roles -> added.put("ANSIBLE_ROLES_PATH", roles.toString()));
    return added;
  }

  private List<String> command(RunnerFolder folder) {
    List<String> command = new ArrayList<>();
    command.add(module.isPresent() ? "ansible" : "ansible-playbook");
    inventory
        .or(() -> folder.inventory().map(Path::toString))
        .ifPresent(source -> command.addAll(List.of("-i", source)));
    limit.ifPresent(pattern -> command.addAll(List.of("--limit", pattern)));
    folder.extraVars().ifPresent(file -> command.addAll(List.of("-e", "@" + file)));
    folder.key().ifPresent(key -> command.addAll(List.of("--private-key", key.toString())));
    command.addAll(folder.commandLine());
    commandLine.ifPresent(text -> command.addAll(List.of(text.strip().split("\\s+"))));
    if (common.verbosity() > 0) {
      command.add("-" + "v".repeat(common.verbosity()));
    }
    if (module.isPresent()) {
      command.addAll(List.of("-m", module.get()));
      arguments.ifPresent(given -> command.addAll(List.of("-a", given)));
      command.add(hosts.orElse("all"));
    } else {
      command.add(playbook.orElse(""));
    }
    return List.copyOf(command);
  }

  /// What was run. Variables of the user's own may be secret and are left out.
  private static String described(
      List<String> command, RunnerFolder folder, Map<String, String> added) {
    DictValue about = new DictValue();
    about.put("command", new ListValue(command.stream().map(Str::of).toList()));
    about.put("cwd", Str.of(folder.project().toString()));
    DictValue environment = new DictValue();
    added.forEach((name, value) -> environment.put(name, Str.of(value)));
    about.put("env", environment);
    return JsonWriter.write(about, JsonFormat.PLAIN);
  }
}
