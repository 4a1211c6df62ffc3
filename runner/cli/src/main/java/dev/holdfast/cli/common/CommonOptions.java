package dev.holdfast.cli.common;

import picocli.CommandLine.Option;

/// The options of every command.
public final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help and exit")
  private boolean help;

  @Option(
      names = "--version",
      versionHelp = true,
      description = "show the version and where things are looked for, and exit")
  private boolean version;

  @Option(
      names = {"-v", "--verbose"},
      description = "say more; up to -vvvvvv")
  private boolean[] verbose = {};

  /// Whether one of the options that end at once was given.
  public boolean informs() {
    return help || version;
  }

  public int verbosity() {
    return verbose.length;
  }
}
