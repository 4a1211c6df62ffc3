package dev.holdfast.cli.common;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The options of commands that run tasks on hosts.
public final class TaskOptions {
  private final SourceOptions sources;
  private final ConnectOptions connect;

  private final Supplier<Optional<String>> limit;
  private final BooleanSupplier listHosts;
  private final BooleanSupplier check;
  private final BooleanSupplier diff;
  private final Supplier<Optional<Integer>> forks;
  private final Supplier<List<String>> modulePath;

  public TaskOptions(Options options) {
    this(new SourceOptions(options), options);
  }

  /// Of a command that reads variables and runs nothing.
  public TaskOptions(SourceOptions sources) {
    this(sources, new Options());
  }

  private TaskOptions(SourceOptions sources, Options options) {
    this.sources = sources;
    connect = new ConnectOptions(options);
    limit = options.text("PATTERN", "only these of the chosen hosts", "-l", "--limit");
    listHosts = options.flag("only list the hosts", "--list-hosts");
    check = options.flag("change nothing; say what would change", "-C", "--check");
    diff = options.flag("show what changes in files", "-D", "--diff");
    forks = options.number("NUMBER", "how many hosts at once (50)", "-f", "--forks");
    modulePath =
        options.texts(
            "PATHS", "folders with modules, before those of the settings", "-M", "--module-path");
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
    return limit.get();
  }

  public boolean listHosts() {
    return listHosts.getAsBoolean();
  }

  public List<String> extraVars() {
    return sources.extraVars();
  }

  public boolean check() {
    return check.getAsBoolean();
  }

  public boolean diff() {
    return diff.getAsBoolean();
  }

  public Optional<Integer> forks() {
    return forks.get();
  }

  public List<String> modulePath() {
    return List.copyOf(modulePath.get());
  }
}
