package dev.holdfast.engine.vars;

import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.jinja.PluginNames;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Works out [ConnectionVars]: variables beat keywords, keywords beat the command line and the
/// settings; of several names of one variable the last counts.
///
/// Sources: the options of Ansible's `ssh` connection and of its become methods,
/// `ansible/playbook/play_context.py`.
final class ConnectionResolver {
  private static final Set<String> LOCAL_NAMES = Set.of("127.0.0.1", "localhost", "::1");

  private final ConnectionVars.Query query;
  private final Settings settings;

  ConnectionResolver(ConnectionVars.Query query) {
    this.query = query;
    this.settings = query.settings();
  }

  ConnectionVars resolve() {
    String host = text("ansible_host", "ansible_ssh_host").orElse(query.name());
    return new ConnectionVars(
        connection(host),
        host,
        port(),
        text("ansible_user", "ansible_ssh_user")
            .or(() -> keyword(Keyword.REMOTE_USER))
            .or(() -> settings.optional(Setting.DEFAULT_REMOTE_USER)),
        text("ansible_password", "ansible_ssh_pass", "ansible_ssh_password")
            .map(Secret::of)
            .or(() -> query.passwords().connection()),
        ssh(),
        become(),
        shell(),
        Duration.ofSeconds(
            text("ansible_timeout", "ansible_ssh_timeout")
                .map(value -> number("ansible_ssh_timeout", value))
                .orElseGet(() -> settings.number(Setting.SSH_TIMEOUT))));
  }

  private String connection(String host) {
    Optional<String> variable = text("ansible_connection");
    if (variable.isPresent()) {
      return plugin(variable.get());
    }
    String chosen =
        plugin(
            keyword(Keyword.CONNECTION).orElseGet(() -> settings.text(Setting.DEFAULT_TRANSPORT)));
    boolean local =
        LOCAL_NAMES.contains(host) && query.original().filter(LOCAL_NAMES::contains).isPresent();
    return local ? "local" : chosen;
  }

  /// The short name; `smart` chooses ssh, and so do other ways to the same server.
  private static String plugin(String name) {
    String shortName = PluginNames.bare(name);
    return shortName.equals("smart")
            || shortName.equals("paramiko")
            || shortName.equals("paramiko_ssh")
        ? "ssh"
        : shortName;
  }

  private Optional<Integer> port() {
    Optional<String> given = text("ansible_port", "ansible_ssh_port");
    if (given.isEmpty() && query.original().isEmpty()) {
      given = keyword(Keyword.PORT);
    }
    return given
        .or(() -> settings.optional(Setting.DEFAULT_REMOTE_PORT))
        .map(value -> number("ansible_port", value));
  }

  private ConnectionVars.Ssh ssh() {
    return new ConnectionVars.Ssh(
        text("ansible_private_key_file", "ansible_ssh_private_key_file")
            .or(() -> settings.optional(Setting.DEFAULT_PRIVATE_KEY_FILE)),
        textOr(Setting.SSH_ARGS, "ansible_ssh_args"),
        textOr(Setting.SSH_COMMON_ARGS, "ansible_ssh_common_args"),
        textOr(Setting.SSH_EXTRA_ARGS, "ansible_ssh_extra_args"),
        variable("ansible_host_key_checking", "ansible_ssh_host_key_checking")
            .map(YesNo::lenient)
            .orElseGet(() -> settings.bool(Setting.SSH_HOST_KEY_CHECKING)),
        text("ansible_ssh_retries")
            .map(value -> number("ansible_ssh_retries", value))
            .orElseGet(() -> settings.number(Setting.SSH_RETRIES)));
  }

  private ConnectionVars.Shell shell() {
    return new ConnectionVars.Shell(
        text("ansible_shell_type").orElse("sh"),
        textOr(Setting.DEFAULT_EXECUTABLE, "ansible_shell_executable"),
        textOr(Setting.REMOTE_TMP, "ansible_remote_tmp"),
        textOr(Setting.ASYNC_DIR, "ansible_async_dir"),
        textOr(Setting.INTERPRETER_PYTHON, "ansible_python_interpreter"));
  }

  private Become become() {
    boolean wanted =
        variable("ansible_become")
            .or(() -> Optional.ofNullable(query.keywords().get(Keyword.BECOME)))
            .map(YesNo::lenient)
            .orElseGet(() -> settings.bool(Setting.DEFAULT_BECOME));
    if (!wanted) {
      return Become.login();
    }
    String method =
        text("ansible_become_method")
            .or(() -> keyword(Keyword.BECOME_METHOD))
            .orElseGet(() -> settings.text(Setting.DEFAULT_BECOME_METHOD))
            .replaceFirst("^ansible\\.(builtin|legacy)\\.|^community\\.general\\.", "");
    return switch (method) {
      case "sudo" ->
          become(
              method,
              "-H -S -n",
              new Own(
                  Setting.SUDO_USER, Setting.SUDO_EXE, Setting.SUDO_FLAGS, Setting.SUDO_PASSWORD));
      case "su" ->
          become(
              method,
              "",
              new Own(Setting.SU_USER, Setting.SU_EXE, Setting.SU_FLAGS, Setting.SU_PASSWORD));
      case "doas" ->
          become(
              method,
              "",
              new Own(
                  Setting.DOAS_USER, Setting.DOAS_EXE, Setting.DOAS_FLAGS, Setting.DOAS_PASSWORD));
      default ->
          new Become.Other(
              method, settings.text(Setting.DEFAULT_BECOME_USER), method, "", Optional.empty());
    };
  }

  /// The settings of one become method.
  private record Own(Setting user, Setting executable, Setting flags, Setting password) {}

  private Become become(String method, String plainFlags, Own own) {
    Optional<Secret> password =
        variable("ansible_become_password", "ansible_become_pass", "ansible_" + method + "_pass")
            .filter(value -> value != None.NONE)
            .map(Text::str)
            .or(() -> settings.optional(own.password()))
            .or(() -> settings.optional(Setting.BECOME_PASSWORD))
            .map(Secret::of)
            .or(() -> query.passwords().become());
    return new Become.Other(
        method,
        option(
                Keyword.BECOME_USER,
                Setting.DEFAULT_BECOME_USER,
                own.user(),
                "ansible_become_user",
                "ansible_" + method + "_user")
            .orElse("root"),
        option(
                Keyword.BECOME_EXE,
                Setting.DEFAULT_BECOME_EXE,
                own.executable(),
                "ansible_become_exe",
                "ansible_" + method + "_exe")
            .orElse(method),
        option(
                Keyword.BECOME_FLAGS,
                Setting.DEFAULT_BECOME_FLAGS,
                own.flags(),
                "ansible_become_flags",
                "ansible_" + method + "_flags")
            .orElse(plainFlags),
        password);
  }

  /// The method's own setting beats the general one, but not the command line.
  private Optional<String> option(
      Keyword keyword, Setting general, Setting own, String... variables) {
    boolean fromCommandLine = settings.origin(general).equals("cli");
    return text(variables)
        .or(() -> keyword(keyword))
        .or(() -> fromCommandLine ? settings.optional(general) : settings.optional(own))
        .or(() -> settings.optional(general));
  }

  private String textOr(Setting setting, String variable) {
    return variable(variable)
        .filter(value -> value != None.NONE)
        .map(Text::str)
        .orElseGet(() -> settings.text(setting));
  }

  private Optional<String> keyword(Keyword keyword) {
    return Optional.ofNullable(query.keywords().get(keyword))
        .filter(value -> value != None.NONE)
        .map(Text::str)
        .filter(text -> !text.isEmpty());
  }

  private Optional<String> text(String... names) {
    return variable(names)
        .filter(value -> value != None.NONE)
        .map(Text::str)
        .filter(text -> !text.isEmpty());
  }

  /// The templated value of the last of the names that is set.
  private Optional<Value> variable(String... names) {
    for (int index = names.length - 1; index >= 0; index--) {
      Optional<Value> value = query.templar().variables().lookup(names[index]);
      if (value.isPresent()) {
        return value.map(query.templar()::template);
      }
    }
    return Optional.empty();
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new PlaybookException("the value of " + name + " is no whole number: '" + text + "'");
    }
  }
}
