package dev.holdfast.cli.common;

import java.util.List;
import java.util.function.Supplier;

/// Where hosts and variables come from.
public final class SourceOptions {
  private final CommonOptions common;
  private final VaultOptions vault;

  private final Supplier<List<String>> inventory;
  private final Supplier<List<String>> extraVars;

  public SourceOptions(Options options) {
    common = new CommonOptions(options);
    vault = new VaultOptions(options);
    inventory =
        options.texts(
            "<inventory>",
            "inventory file, folder, script or comma-separated list of hosts",
            "-i",
            "--inventory",
            "--inventory-file");
    extraVars =
        options.texts("VARS", "variables as key=value, YAML, JSON or @FILE", "-e", "--extra-vars");
  }

  public int verbosity() {
    return common.verbosity();
  }

  public VaultOptions vault() {
    return vault;
  }

  public List<String> inventory() {
    return List.copyOf(inventory.get());
  }

  public List<String> extraVars() {
    return List.copyOf(extraVars.get());
  }
}
