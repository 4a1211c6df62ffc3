package dev.holdfast.cli.common;

import java.util.Optional;
import picocli.CommandLine.Option;

/// How hosts are reached, and as whom tasks run on them.
public final class ConnectOptions {
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
      paramLabel = "SECONDS",
      description = "seconds for connecting")
  private Optional<Integer> timeout = Optional.empty();

  @Option(
      names = {"--private-key", "--key-file"},
      paramLabel = "FILE",
      description = "private key for connecting")
  private Optional<String> privateKey = Optional.empty();

  @Option(
      names = {"-b", "--become"},
      description = "run as another user")
  private boolean become;

  @Option(names = "--become-method", paramLabel = "METHOD", description = "sudo, su or doas")
  private Optional<String> becomeMethod = Optional.empty();

  @Option(names = "--become-user", paramLabel = "USER", description = "that user (root)")
  private Optional<String> becomeUser = Optional.empty();

  @Option(
      names = {"-k", "--ask-pass"},
      description = "ask for the connection password")
  private boolean askPass;

  @Option(
      names = {"--connection-password-file", "--conn-pass-file"},
      paramLabel = "FILE",
      description = "file or program with the connection password")
  private Optional<String> passwordFile = Optional.empty();

  @Option(
      names = {"-K", "--ask-become-pass"},
      description = "ask for the become password")
  private boolean askBecomePass;

  @Option(
      names = {"--become-password-file", "--become-pass-file"},
      paramLabel = "FILE",
      description = "file or program with the become password")
  private Optional<String> becomePasswordFile = Optional.empty();

  @Option(
      names = "--ssh-common-args",
      paramLabel = "ARGS",
      description = "options for every use of ssh")
  private Optional<String> sshCommonArgs = Optional.empty();

  @Option(names = "--ssh-extra-args", paramLabel = "ARGS", description = "options for ssh")
  private Optional<String> sshExtraArgs = Optional.empty();

  @Option(
      names = {"--sftp-extra-args", "--scp-extra-args"},
      paramLabel = "ARGS",
      description = "accepted and not needed: neither sftp nor scp is used")
  private Optional<String> copyArgs = Optional.empty();

  public Optional<String> user() {
    return user;
  }

  public Optional<String> connection() {
    return connection;
  }

  public Optional<Integer> timeout() {
    return timeout;
  }

  public Optional<String> privateKey() {
    return privateKey;
  }

  public boolean become() {
    return become;
  }

  public Optional<String> becomeMethod() {
    return becomeMethod;
  }

  public Optional<String> becomeUser() {
    return becomeUser;
  }

  public boolean askPass() {
    return askPass;
  }

  public Optional<String> passwordFile() {
    return passwordFile;
  }

  public boolean askBecomePass() {
    return askBecomePass;
  }

  public Optional<String> becomePasswordFile() {
    return becomePasswordFile;
  }

  public Optional<String> sshCommonArgs() {
    return sshCommonArgs;
  }

  public Optional<String> sshExtraArgs() {
    return sshExtraArgs;
  }

  /// Options of programs that are never called.
  public Optional<String> copyArgs() {
    return copyArgs;
  }
}
