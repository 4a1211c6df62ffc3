package dev.holdfast.acceptance.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.ReattachServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A scratch folder with a configuration, in which Terraform is run.
///
/// Every run is free of network, colours, questions and the user's own settings. A tracing
/// workspace also keeps the TRACE log of each run and fails it where the log complains about a
/// provider of ours.
public final class Workspace implements AutoCloseable {

  private final Path scratch;
  private final Path folder;
  private final Path program;
  private final Map<String, String> environment;
  private final boolean tracing;
  private final AtomicInteger runs = new AtomicInteger();
  private Map<String, String> more = Map.of();

  private Workspace(
      Path scratch, Path folder, Path program, Map<String, String> environment, boolean tracing) {
    this.scratch = scratch;
    this.folder = folder;
    this.program = program;
    this.environment = environment;
    this.tracing = tracing;
  }

  public static Workspace open(Providers providers) {
    return open(providers, false);
  }

  /// A workspace whose runs are traced; see [TraceLog].
  public static Workspace traced(Providers providers) {
    return open(providers, true);
  }

  /// A workspace in a folder that is there already and stays.
  public static Workspace at(Path folder, Providers providers) {
    return open(scratch(), folder, providers, false);
  }

  public static Workspace open(Providers providers, boolean tracing) {
    Path scratch = scratch();
    return open(scratch, scratch.resolve("work"), providers, tracing);
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("holdfast-acceptance-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Workspace open(Path scratch, Path folder, Providers providers, boolean tracing) {
    Path program = TerraformBinary.required();
    try {
      Files.createDirectories(folder);
      return new Workspace(scratch, folder, program, environment(scratch, providers), tracing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> environment(Path scratch, Providers providers)
      throws IOException {
    var environment = new HashMap<String, String>();
    for (String name : List.of("PATH", "HOME", "TMPDIR", "JAVA_HOME", "HOLDFAST_JVM")) {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.put("TF_IN_AUTOMATION", "1");
    environment.put("TF_INPUT", "0");
    environment.put("TF_CLI_CONFIG_FILE", CliConfig.write(scratch, providers).toString());
    if (providers instanceof Providers.Running(List<ReattachServer> servers)
        && !servers.isEmpty()) {
      environment.put(ReattachServer.VARIABLE, variable(servers));
    }
    return environment;
  }

  private static String variable(List<ReattachServer> servers) {
    return ReattachServer.variable(servers.toArray(ReattachServer[]::new));
  }

  /// The folder of the configuration.
  public Path folder() {
    return folder;
  }

  /// Adds variables to the environment of each run, as the map has them when the run starts.
  public Workspace with(Map<String, String> changing) {
    more = changing;
    return this;
  }

  /// Sets a variable of Terraform's environment.
  public Workspace with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// Writes `main.tf`.
  public Workspace configuration(String hcl) {
    return file("main.tf", hcl);
  }

  public Workspace file(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts Terraform without waiting for it.
  public TerraformProcess start(String... arguments) {
    try {
      Path outputs = Files.createDirectories(scratch.resolve("run-" + runs.incrementAndGet()));
      var command = new ArrayList<>(List.of(program.toString()));
      command.addAll(List.of(arguments));
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().putAll(more);
      if (tracing) {
        builder.environment().put("TF_LOG", "TRACE");
        builder.environment().put("TF_LOG_PATH", outputs.resolve("trace.log").toString());
      }
      return new TerraformProcess(List.of(arguments), builder, outputs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs Terraform to its end, however that is.
  public Run run(String... arguments) {
    Run run = start(arguments).finish();
    if (tracing) {
      assertThat(TraceLog.complaints(run.log())).as(run::toString).isEmpty();
    }
    return run;
  }

  public Run init() {
    return run("init", "-no-color").succeeded();
  }

  public Run apply(String... more) {
    return tryApply(more).succeeded();
  }

  /// An apply that may fail.
  public Run tryApply(String... more) {
    return run(arguments(Stream.of("apply", "-auto-approve", "-no-color"), more));
  }

  public Run destroy(String... more) {
    return run(arguments(Stream.of("destroy", "-auto-approve", "-no-color"), more)).succeeded();
  }

  /// A plan as `show -json` prints it.
  public Changes plan(String... more) {
    tryPlan(arguments(Stream.of("-out=plan.bin"), more)).succeeded();
    return shown("plan.bin");
  }

  /// A plan that may fail.
  public Run tryPlan(String... more) {
    return run(arguments(Stream.of("plan", "-no-color"), more));
  }

  /// What a plan file says.
  public Changes shown(String planFile) {
    return new Changes(run("show", "-json", "-no-color", planFile).succeeded().json());
  }

  /// The state as `show -json` prints it.
  public State state() {
    return new State(run("show", "-json", "-no-color").succeeded().json());
  }

  /// A plan, which must hold no change.
  public void expectNoChanges(String... more) {
    Run run = run(arguments(Stream.of("plan", "-no-color", "-detailed-exitcode"), more));
    assertThat(run.exit()).as(run::toString).isZero();
  }

  public Run importId(String address, String id) {
    return run("import", "-no-color", address, id).succeeded();
  }

  private static String[] arguments(Stream<String> first, String... more) {
    return Stream.concat(first, Stream.of(more)).toArray(String[]::new);
  }

  /// The state file itself, which also holds private state and the taint.
  public JsonNode stateFile() {
    try {
      return ExactJson.read(Files.readString(folder.resolve("terraform.tfstate")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
