package dev.holdfast.cli.common;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Where the passwords of vaults are.
public final class VaultOptions {
  @Option(
      names = {"--vault-password-file", "--vault-pass-file"},
      paramLabel = "FILE",
      description = "file or program with the vault password")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--vault-id",
      paramLabel = "LABEL@SOURCE",
      description = "label and source of a vault password: a file, a program or prompt")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = {"-J", "--ask-vault-password", "--ask-vault-pass"},
      description = "ask for the vault password")
  private boolean ask;

  public List<String> files() {
    return List.copyOf(files);
  }

  public List<String> ids() {
    return List.copyOf(ids);
  }

  public boolean ask() {
    return ask;
  }
}
