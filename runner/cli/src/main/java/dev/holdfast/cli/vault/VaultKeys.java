package dev.holdfast.cli.vault;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.language.vault.Vaults;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which of several passwords encrypts.
final class VaultKeys {
  private VaultKeys() {}

  /// @param wanted the id that `--encrypt-vault-id` names
  static Vaults.Entry choose(List<Vaults.Entry> entries, Optional<String> wanted) {
    if (entries.isEmpty()) {
      throw CommandException.options("A vault password is required to use Ansible's Vault");
    }
    if (wanted.isEmpty()) {
      return entries.getFirst();
    }
    return entries.stream()
        .filter(entry -> entry.id().equals(wanted.get()))
        .findFirst()
        .orElseThrow(() ->
            CommandException.error(
                "Did not find a match for --encrypt-vault-id=%s in the known vault-ids %s"
                    .formatted(wanted.get(), shown(entries))));
  }

  private static String shown(List<Vaults.Entry> entries) {
    return entries.stream()
        .map(entry -> "'" + entry.id() + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// Refuses several passwords where nothing says which of them is meant.
  static void single(List<Vaults.Entry> entries, Optional<String> wanted) {
    if (entries.size() > 1 && wanted.isEmpty()) {
      throw CommandException.options(
          "The vault-ids %s are available to encrypt. Specify the vault-id to encrypt with --encrypt-vault-id"
              .formatted(entries.stream().map(Vaults.Entry::id).collect(Collectors.joining(","))));
    }
  }
}
