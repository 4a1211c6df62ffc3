package dev.holdfast.cli.common;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where hosts and variables come from.
public final class SourceOptions {
  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final VaultOptions vault = new VaultOptions();

  @Option(
      names = {"-i", "--inventory", "--inventory-file"},
      description = "inventory file, folder, script or comma-separated list of hosts")
  private List<String> inventory = new ArrayList<>();

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "VARS",
      description = "variables as key=value, YAML, JSON or @FILE")
  private List<String> extraVars = new ArrayList<>();

  public int verbosity() {
    return common.verbosity();
  }

  public VaultOptions vault() {
    return vault;
  }

  public List<String> inventory() {
    return List.copyOf(inventory);
  }

  public List<String> extraVars() {
    return List.copyOf(extraVars);
  }
}
