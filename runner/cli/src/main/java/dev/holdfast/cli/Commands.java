package dev.holdfast.cli;

import dev.holdfast.cli.adhoc.AdhocCommand;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.config.ConfigCommand;
import dev.holdfast.cli.doc.DocCommand;
import dev.holdfast.cli.galaxy.GalaxyCommand;
import dev.holdfast.cli.inventory.InventoryCommand;
import dev.holdfast.cli.node.NodeCommand;
import dev.holdfast.cli.playbook.PlaybookCommand;
import dev.holdfast.cli.runner.RunnerCommand;
import dev.holdfast.cli.vault.VaultCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The commands, by our names and by Ansible's. Only the chosen one is ever made.
final class Commands {
  /// One command.
  ///
  /// @param name behind `holdfast`
  /// @param ansible the name of Ansible's command; empty for one of ours alone
  private record Entry(
      String name, String ansible, String purpose, Function<Console, Declared> make) {}

  private static final List<Entry> ALL =
      List.of(
          new Entry("playbook", "ansible-playbook", "run playbooks", PlaybookCommand::new),
          new Entry("adhoc", "ansible", "run one task", AdhocCommand::new),
          new Entry("inventory", "ansible-inventory", "show an inventory", InventoryCommand::new),
          new Entry("vault", "ansible-vault", "encrypt and decrypt", VaultCommand::new),
          new Entry("config", "ansible-config", "show the settings", ConfigCommand::new),
          new Entry("doc", "ansible-doc", "say what modules take", DocCommand::new),
          new Entry(
              "galaxy", "ansible-galaxy", "install roles and collections", GalaxyCommand::new),
          new Entry(
              "runner", "ansible-runner", "run a folder of ansible-runner", RunnerCommand::new),
          new Entry("node", "", "make machines nodes of a Kubernetes cluster", NodeCommand::new));

  private Commands() {}

  /// The command behind one of Ansible's names.
  static Optional<Declared> called(String ansible, Console console) {
    return ALL.stream()
        .filter(entry -> !ansible.isEmpty() && entry.ansible().equals(ansible))
        .findFirst()
        .map(entry -> entry.make().apply(console));
  }

  /// The command behind `holdfast NAME`.
  static Optional<Declared> named(String name, Console console) {
    return ALL.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .map(entry -> entry.make().apply(console));
  }

  /// Why a command of Ansible is not there.
  static String refusal(String ansible) {
    return switch (ansible) {
      case "ansible-console" -> "ansible-console is not served; ansible runs one task at a time.";
      case "ansible-pull" ->
          "ansible-pull is not served; fetch the repository and call ansible-playbook.";
      default -> ansible + " is not served; see holdfast --help for what is.";
    };
  }

  static String overview() {
    StringBuilder text = new StringBuilder("usage: holdfast COMMAND [OPTIONS]\n\n");
    for (Entry entry : ALL) {
      String known = entry.ansible().isEmpty() ? "" : " (" + entry.ansible() + ")";
      text.append("  %-10s %s%s%n".formatted(entry.name(), entry.purpose(), known));
    }
    return text + "\nholdfast COMMAND --help lists the options of a command.\n";
  }
}
