package dev.holdfast.cli.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of commands that run tasks on hosts.
public final class TaskOptions {
  @Mixin private final SourceOptions sources;
  @Mixin private final ConnectOptions connect = new ConnectOptions();

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "PATTERN",
      description = "only these of the chosen hosts")
  private Optional<String> limit = Optional.empty();

  @Option(names = "--list-hosts", description = "only list the hosts")
  private boolean listHosts;

  @Option(
      names = {"-C", "--check"},
      description = "change nothing; say what would change")
  private boolean check;

  @Option(
      names = {"-D", "--diff"},
      description = "show what changes in files")
  private boolean diff;

  @Option(
      names = {"-f", "--forks"},
      paramLabel = "NUMBER",
      description = "how many hosts at once (50)")
  private Optional<Integer> forks = Optional.empty();

  @Option(
      names = {"-M", "--module-path"},
      paramLabel = "PATHS",
      description = "folders with modules, before those of the settings")
  private List<String> modulePath = new ArrayList<>();

  public TaskOptions() {
    this(new SourceOptions());
  }

  /// Of a command that reads variables and runs nothing.
  public TaskOptions(SourceOptions sources) {
    this.sources = sources;
  }

  public ConnectOptions connect() {
    return connect;
  }

  public VaultOptions vault() {
    return sources.vault();
  }

  public int verbosity() {
    return sources.verbosity();
  }

  public List<String> inventory() {
    return sources.inventory();
  }

  public Optional<String> limit() {
    return limit;
  }

  public boolean listHosts() {
    return listHosts;
  }

  public List<String> extraVars() {
    return sources.extraVars();
  }

  public boolean check() {
    return check;
  }

  public boolean diff() {
    return diff;
  }

  public Optional<Integer> forks() {
    return forks;
  }

  public List<String> modulePath() {
    return List.copyOf(modulePath);
  }
}
