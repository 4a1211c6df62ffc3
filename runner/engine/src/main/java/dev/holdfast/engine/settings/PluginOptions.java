package dev.holdfast.engine.settings;

import dev.holdfast.language.jinja.PluginNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of what Ansible calls plugins and the runner has built in, as settings and as the
/// variables that outrank them.
///
/// Sources: the documentation of `ansible/plugins/connection` and `ansible/plugins/become`.
public final class PluginOptions {
  private static final Map<String, Map<String, Option>> PLUGINS =
      Map.of(
          "connection/ssh", ssh(),
          "connection/local", Map.of("pipelining", option(Setting.SSH_PIPELINING)),
          "become/sudo",
              become(Setting.SUDO_USER, Setting.SUDO_EXE, Setting.SUDO_FLAGS, "sudo", "-H -S -n"),
          "become/su", become(Setting.SU_USER, Setting.SU_EXE, Setting.SU_FLAGS, "su", ""),
          "become/doas",
              become(Setting.DOAS_USER, Setting.DOAS_EXE, Setting.DOAS_FLAGS, "doas", ""));

  private PluginOptions() {}

  /// One option.
  ///
  /// @param variables those that outrank the setting, the strongest first
  /// @param otherwise the text where neither is given
  public record Option(Setting setting, List<String> variables, Optional<String> otherwise) {
    public Option {
      variables = List.copyOf(variables);
    }

    Option or(String text) {
      return new Option(setting, variables, Optional.of(text));
    }
  }

  /// The options of a plugin by name, full names too; empty for one that is not built in.
  ///
  /// @param type `connection` or `become`
  public static Optional<Map<String, Option>> of(String type, String name) {
    String bare = PluginNames.bare(name);
    return Optional.ofNullable(PLUGINS.get(type + "/" + bare));
  }

  private static Option option(Setting setting, String... variables) {
    return new Option(setting, Arrays.asList(variables), Optional.empty());
  }

  private static Map<String, Option> ssh() {
    Map<String, Option> options = new LinkedHashMap<>();
    options.put("ssh_args", option(Setting.SSH_ARGS, "ansible_ssh_args"));
    options.put(
        "ssh_common_args", option(Setting.SSH_COMMON_ARGS, "ansible_ssh_common_args").or(""));
    options.put("ssh_extra_args", option(Setting.SSH_EXTRA_ARGS, "ansible_ssh_extra_args").or(""));
    options.put(
        "scp_extra_args", option(Setting.SSH_SCP_EXTRA_ARGS, "ansible_scp_extra_args").or(""));
    options.put(
        "sftp_extra_args", option(Setting.SSH_SFTP_EXTRA_ARGS, "ansible_sftp_extra_args").or(""));
    options.put("ssh_executable", option(Setting.SSH_EXECUTABLE, "ansible_ssh_executable"));
    options.put("reconnection_retries", option(Setting.SSH_RETRIES, "ansible_ssh_retries"));
    options.put("timeout", option(Setting.SSH_TIMEOUT, "ansible_ssh_timeout"));
    options.put(
        "host_key_checking",
        option(
            Setting.SSH_HOST_KEY_CHECKING,
            "ansible_ssh_host_key_checking",
            "ansible_host_key_checking"));
    options.put(
        "pipelining",
        option(Setting.SSH_PIPELINING, "ansible_ssh_pipelining", "ansible_pipelining"));
    options.put("control_path", option(Setting.SSH_CONTROL_PATH, "ansible_control_path"));
    options.put(
        "control_path_dir", option(Setting.SSH_CONTROL_PATH_DIR, "ansible_control_path_dir"));
    options.put(
        "ssh_transfer_method", option(Setting.SSH_TRANSFER_METHOD, "ansible_ssh_transfer_method"));
    options.put("use_tty", option(Setting.SSH_USE_TTY, "ansible_ssh_use_tty"));
    return options;
  }

  private static Map<String, Option> become(
      Setting user, Setting program, Setting flags, String name, String usual) {
    String prefix = "ansible_" + name + "_";
    return Map.of(
        "become_user", option(user, prefix + "user", "ansible_become_user").or("root"),
        "become_exe", option(program, prefix + "exe", "ansible_become_exe").or(name),
        "become_flags", option(flags, prefix + "flags", "ansible_become_flags").or(usual));
  }
}
