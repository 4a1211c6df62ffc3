package dev.holdfast.cli.common;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/// The options of every command.
public final class CommonOptions {
  private final BooleanSupplier help;
  private final BooleanSupplier version;
  private final IntSupplier verbose;

  public CommonOptions(Options options) {
    help = options.help("show this help and exit", "-h", "--help");
    version =
        options.version("show the version and where things are looked for, and exit", "--version");
    verbose = options.times("say more; up to -vvvvvv", "-v", "--verbose");
  }

  /// Whether one of the options that end at once was given.
  public boolean informs() {
    return help.getAsBoolean() || version.getAsBoolean();
  }

  public int verbosity() {
    return verbose.getAsInt();
  }
}
