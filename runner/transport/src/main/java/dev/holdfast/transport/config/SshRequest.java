package dev.holdfast.transport.config;

import dev.holdfast.transport.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is known of a machine before configuration files are asked, in Ansible's terms.
///
/// @param host `ansible_host`
/// @param user `ansible_user`
/// @param password `ansible_password`
/// @param keyFile `ansible_ssh_private_key_file`
/// @param keyText a private key itself instead of a file
/// @param passphrase of either
/// @param hostKeys pins: public key lines or `SHA256:` fingerprints; when there are any, no
///   `known_hosts` file is asked for this machine
/// @param hostKeyChecking `host_key_checking`; only false overrides the configuration
/// @param timeout `timeout` of connections
/// @param arguments `ansible_ssh_args`, `_common_args` and `_extra_args`
public record SshRequest(
    String host,
    Optional<Integer> port,
    Optional<String> user,
    Optional<Secret> password,
    Optional<String> keyFile,
    Optional<Secret> keyText,
    Optional<Secret> passphrase,
    List<String> hostKeys,
    boolean hostKeyChecking,
    Duration timeout,
    Arguments arguments) {
  /// Command-line options of `ssh`, as text.
  ///
  /// @param ssh beats the other fields of the request
  /// @param common is beaten by them
  /// @param extra comes last
  public record Arguments(String ssh, String common, String extra) {
    public static final Arguments NONE = new Arguments("", "", "");
  }

  public SshRequest {
    hostKeys = List.copyOf(hostKeys);
  }

  public static SshRequest of(String host) {
    return new SshRequest(
        host,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        true,
        Duration.ofSeconds(10),
        Arguments.NONE);
  }

  public SshRequest withPort(int number) {
    return with(Optional.of(number), user, password, arguments);
  }

  public SshRequest withUser(String name) {
    return with(port, Optional.of(name), password, arguments);
  }

  public SshRequest withPassword(Secret secret) {
    return with(port, user, Optional.of(secret), arguments);
  }

  public SshRequest withArguments(Arguments text) {
    return with(port, user, password, text);
  }

  private SshRequest with(
      Optional<Integer> newPort,
      Optional<String> newUser,
      Optional<Secret> newPassword,
      Arguments newArguments) {
    return new SshRequest(
        host,
        newPort,
        newUser,
        newPassword,
        keyFile,
        keyText,
        passphrase,
        hostKeys,
        hostKeyChecking,
        timeout,
        newArguments);
  }
}
