package dev.holdfast.engine.vars;

import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How a task reaches a host, and as whom: from keywords, variables, the command line and the
/// settings.
///
/// @param connection the plugin's short name: `ssh`, `local`, or another that nobody has
/// @param host the address
/// @param become as whom the task runs; with password, if there is one
public record ConnectionVars(
    String connection,
    String host,
    Optional<Integer> port,
    Optional<String> user,
    Optional<Secret> password,
    Ssh ssh,
    Become become,
    Shell shell,
    Duration timeout) {

  /// What the ssh connection needs besides.
  ///
  /// @param args options of the ssh command: `ssh_args`
  /// @param commonArgs `ssh_common_args`
  /// @param extraArgs `ssh_extra_args`
  /// @param retries how often a failed connection is tried again
  public record Ssh(
      Optional<String> privateKeyFile,
      String args,
      String commonArgs,
      String extraArgs,
      boolean hostKeyChecking,
      int retries) {}

  /// What runs commands on the machine.
  ///
  /// @param type `ansible_shell_type`
  /// @param executable of the shell
  /// @param remoteTmp where modules keep temporary files
  /// @param asyncDir where jobs leave their results
  /// @param python the interpreter, or `auto` and its like
  public record Shell(
      String type, String executable, String remoteTmp, String asyncDir, String python) {}

  /// The passwords that the user typed for all hosts.
  public record Passwords(Optional<Secret> connection, Optional<Secret> become) {
    public static final Passwords NONE = new Passwords(Optional.empty(), Optional.empty());
  }

  /// What is asked for.
  ///
  /// @param templar with the variables of the task on the host, or of the delegate
  /// @param keywords those that apply to the task, templated
  /// @param name the host's name in the inventory, or the delegate's
  /// @param original for whom the task runs when `name` is its delegate
  public record Query(
      Templar templar,
      Map<Keyword, Value> keywords,
      String name,
      Optional<String> original,
      Settings settings,
      Passwords passwords) {
    public Query {
      keywords = Map.copyOf(keywords);
    }
  }

  /// Works it out.
  ///
  /// @throws dev.holdfast.language.value.LanguageException when a variable cannot be templated
  public static ConnectionVars of(Query query) {
    return new ConnectionResolver(query).resolve();
  }
}
