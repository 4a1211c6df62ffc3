package dev.holdfast.cli.common;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// How hosts are reached, and as whom tasks run on them.
public final class ConnectOptions {
  private final Supplier<Optional<String>> user;
  private final Supplier<Optional<String>> connection;
  private final Supplier<Optional<Integer>> timeout;
  private final Supplier<Optional<String>> privateKey;
  private final BooleanSupplier become;
  private final Supplier<Optional<String>> becomeMethod;
  private final Supplier<Optional<String>> becomeUser;
  private final BooleanSupplier askPass;
  private final Supplier<Optional<String>> passwordFile;
  private final BooleanSupplier askBecomePass;
  private final Supplier<Optional<String>> becomePasswordFile;
  private final Supplier<Optional<String>> sshCommonArgs;
  private final Supplier<Optional<String>> sshExtraArgs;
  private final Supplier<Optional<String>> copyArgs;

  public ConnectOptions(Options options) {
    user = options.text("<user>", "connect as this user", "-u", "--user");
    connection = options.text("<connection>", "ssh or local", "-c", "--connection");
    timeout = options.number("SECONDS", "seconds for connecting", "-T", "--timeout");
    privateKey = options.text("FILE", "private key for connecting", "--private-key", "--key-file");
    become = options.flag("run as another user", "-b", "--become");
    becomeMethod = options.text("METHOD", "sudo, su or doas", "--become-method");
    becomeUser = options.text("USER", "that user (root)", "--become-user");
    askPass = options.flag("ask for the connection password", "-k", "--ask-pass");
    passwordFile =
        options.text(
            "FILE",
            "file or program with the connection password",
            "--connection-password-file",
            "--conn-pass-file");
    askBecomePass = options.flag("ask for the become password", "-K", "--ask-become-pass");
    becomePasswordFile =
        options.text(
            "FILE",
            "file or program with the become password",
            "--become-password-file",
            "--become-pass-file");
    sshCommonArgs = options.text("ARGS", "options for every use of ssh", "--ssh-common-args");
    sshExtraArgs = options.text("ARGS", "options for ssh", "--ssh-extra-args");
    copyArgs =
        options.text(
            "ARGS",
            "accepted and not needed: neither sftp nor scp is used",
            "--sftp-extra-args",
            "--scp-extra-args");
  }

  public Optional<String> user() {
    return user.get();
  }

  public Optional<String> connection() {
    return connection.get();
  }

  public Optional<Integer> timeout() {
    return timeout.get();
  }

  public Optional<String> privateKey() {
    return privateKey.get();
  }

  public boolean become() {
    return become.getAsBoolean();
  }

  public Optional<String> becomeMethod() {
    return becomeMethod.get();
  }

  public Optional<String> becomeUser() {
    return becomeUser.get();
  }

  public boolean askPass() {
    return askPass.getAsBoolean();
  }

  public Optional<String> passwordFile() {
    return passwordFile.get();
  }

  public boolean askBecomePass() {
    return askBecomePass.getAsBoolean();
  }

  public Optional<String> becomePasswordFile() {
    return becomePasswordFile.get();
  }

  public Optional<String> sshCommonArgs() {
    return sshCommonArgs.get();
  }

  public Optional<String> sshExtraArgs() {
    return sshExtraArgs.get();
  }

  /// Options of programs that are never called.
  public Optional<String> copyArgs() {
    return copyArgs.get();
  }
}
