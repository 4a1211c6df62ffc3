package dev.holdfast.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of `ansible-playbook` that `ansible` has as well.
final class PlaybookOptions {
  @Option(
      names = {"-i", "--inventory", "--inventory-file"},
      description = "inventory file, folder, script or comma-separated list of hosts")
  private List<String> inventory = new ArrayList<>();

  @Option(
      names = {"-l", "--limit"},
      description = "only these of the chosen hosts")
  private Optional<String> limit = Optional.empty();

  @Option(
      names = {"-e", "--extra-vars"},
      description = "variables as key=value, YAML, JSON or @FILE")
  private List<String> extraVars = new ArrayList<>();

  @Option(
      names = {"-t", "--tags"},
      description = "only tasks with these tags")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--skip-tags", description = "no tasks with these tags")
  private List<String> skipTags = new ArrayList<>();

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
      description = "how many hosts at once (50)")
  private Optional<Integer> forks = Optional.empty();

  @Option(
      names = {"-u", "--user"},
      description = "connect as this user")
  private Optional<String> user = Optional.empty();

  @Option(
      names = {"-c", "--connection"},
      description = "ssh or local")
  private Optional<String> connection = Optional.empty();

  @Option(
      names = {"-T", "--timeout"},
      description = "seconds for connecting")
  private Optional<Integer> timeout = Optional.empty();

  @Option(
      names = {"--private-key", "--key-file"},
      description = "private key for connecting")
  private Optional<String> privateKey = Optional.empty();

  @Option(
      names = {"-b", "--become"},
      description = "run as another user")
  private boolean become;

  @Option(names = "--become-method", description = "sudo, su or doas")
  private Optional<String> becomeMethod = Optional.empty();

  @Option(names = "--become-user", description = "that user (root)")
  private Optional<String> becomeUser = Optional.empty();

  @Option(
      names = {"-k", "--ask-pass"},
      description = "ask for the connection password")
  private boolean askPass;

  @Option(
      names = {"-K", "--ask-become-pass"},
      description = "ask for the become password")
  private boolean askBecomePass;

  @Option(
      names = {"--vault-password-file", "--vault-pass-file"},
      description = "file or script with the vault password")
  private List<String> vaultPasswordFiles = new ArrayList<>();

  @Option(names = "--vault-id", description = "label@source of a vault password")
  private List<String> vaultIds = new ArrayList<>();

  @Option(
      names = {"-J", "--ask-vault-password", "--ask-vault-pass"},
      description = "ask for the vault password")
  private boolean askVaultPass;

  @Option(names = "--ssh-common-args", description = "options for every use of ssh")
  private Optional<String> sshCommonArgs = Optional.empty();

  @Option(names = "--ssh-extra-args", description = "options for ssh")
  private Optional<String> sshExtraArgs = Optional.empty();

  @Option(
      names = {"-v", "--verbose"},
      description = "say more; up to -vvvvvv")
  private boolean[] verbose = {};

  List<String> inventory() {
    return List.copyOf(inventory);
  }

  Optional<String> limit() {
    return limit;
  }

  List<String> extraVars() {
    return List.copyOf(extraVars);
  }

  List<String> tags() {
    return split(tags);
  }

  List<String> skipTags() {
    return split(skipTags);
  }

  private static List<String> split(List<String> given) {
    return given.stream()
        .flatMap(text -> List.of(text.split(",", -1)).stream())
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  boolean check() {
    return check;
  }

  boolean diff() {
    return diff;
  }

  Optional<Integer> forks() {
    return forks;
  }

  Optional<String> user() {
    return user;
  }

  Optional<String> connection() {
    return connection;
  }

  Optional<Integer> timeout() {
    return timeout;
  }

  Optional<String> privateKey() {
    return privateKey;
  }

  boolean become() {
    return become;
  }

  Optional<String> becomeMethod() {
    return becomeMethod;
  }

  Optional<String> becomeUser() {
    return becomeUser;
  }

  boolean askPass() {
    return askPass;
  }

  boolean askBecomePass() {
    return askBecomePass;
  }

  List<String> vaultPasswordFiles() {
    return List.copyOf(vaultPasswordFiles);
  }

  List<String> vaultIds() {
    return List.copyOf(vaultIds);
  }

  boolean askVaultPass() {
    return askVaultPass;
  }

  Optional<String> sshCommonArgs() {
    return sshCommonArgs;
  }

  Optional<String> sshExtraArgs() {
    return sshExtraArgs;
  }

  int verbosity() {
    return verbose.length;
  }
}
