package dev.holdfast.cli.common;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Where the passwords of vaults are.
public final class VaultOptions {
  private final Supplier<List<String>> files;
  private final Supplier<List<String>> ids;
  private final BooleanSupplier ask;

  public VaultOptions(Options options) {
    files =
        options.texts(
            "FILE",
            "file or program with the vault password",
            "--vault-password-file",
            "--vault-pass-file");
    ids =
        options.texts(
            "LABEL@SOURCE",
            "label and source of a vault password: a file, a program or prompt",
            "--vault-id");
    ask =
        options.flag(
            "ask for the vault password", "-J", "--ask-vault-password", "--ask-vault-pass");
  }

  public List<String> files() {
    return List.copyOf(files.get());
  }

  public List<String> ids() {
    return List.copyOf(ids.get());
  }

  public boolean ask() {
    return ask.getAsBoolean();
  }
}
