package dev.holdfast.engine.vars;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The variables about the connection that a task has although nobody set them; whatever anybody
/// did set counts more. Each is worked out when it is asked for.
///
/// Source: `MAGIC_VARIABLE_MAPPING` of `ansible/constants.py` and `update_vars` of
/// `ansible/playbook/play_context.py`.
record ConnectionNames(Supplier<Reached> reached, Settings settings) implements Layer {

  /// Who is reached.
  ///
  /// @param scope his variables
  /// @param name in the inventory
  /// @param connection as the task's keyword has it
  /// @param user as the task's keyword or the command line has it
  record Reached(VarScope scope, String name, Optional<Value> connection, Optional<Value> user) {}

  /// What stands behind variables that mean the same; the first that is set counts for all.
  private enum Kind {
    CONNECTION("ansible_connection"),
    COMPRESSION("ansible_module_compression"),
    EXECUTABLE("ansible_shell_executable"),
    HOST("ansible_ssh_host", "ansible_host"),
    USER("ansible_ssh_user", "ansible_user"),
    PASSWORD("ansible_ssh_pass", "ansible_password"),
    PORT("ansible_ssh_port", "ansible_port"),
    PIPELINING("ansible_ssh_pipelining", "ansible_pipelining"),
    TIMEOUT("ansible_ssh_timeout", "ansible_timeout"),
    KEY("ansible_ssh_private_key_file", "ansible_private_key_file");

    private final String first;
    private final String second;

    Kind(String only) {
      this(only, only);
    }

    Kind(String first, String second) {
      this.first = first;
      this.second = second;
    }

    boolean has(String name) {
      return name.equals(first) || name.equals(second);
    }
  }

  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final String PREFIX = "ansible_";

  @Override
  public Optional<Value> get(Str name) {
    String text = name.text();
    return text.startsWith(PREFIX)
        ? KINDS.stream().filter(kind -> kind.has(text)).findFirst().flatMap(this::value)
        : Optional.empty();
  }

  private Optional<Value> value(Kind kind) {
    Reached now = reached.get();
    return now.scope()
        .lookup(kind.first)
        .or(() -> now.scope().lookup(kind.second))
        .or(() -> otherwise(kind, now))
        .filter(value -> value != None.NONE);
  }

  private Optional<Value> otherwise(Kind kind, Reached now) {
    return switch (kind) {
      case CONNECTION ->
          now.connection().or(() -> Optional.of(text(Setting.DEFAULT_TRANSPORT))).map(this::plugin);
      case COMPRESSION -> Optional.of(text(Setting.DEFAULT_MODULE_COMPRESSION));
      case EXECUTABLE -> Optional.of(text(Setting.DEFAULT_EXECUTABLE));
      case HOST -> Optional.of(Str.of(now.name()));
      case USER -> now.user().or(() -> given(Setting.DEFAULT_REMOTE_USER));
      case PASSWORD -> Optional.empty();
      case PORT ->
          settings.optional(Setting.DEFAULT_REMOTE_PORT).isPresent()
              ? Optional.of(Int.of(settings.number(Setting.DEFAULT_REMOTE_PORT)))
              : Optional.empty();
      case PIPELINING -> Optional.of(Bool.of(settings.bool(Setting.ANSIBLE_PIPELINING)));
      case TIMEOUT -> Optional.of(Int.of(settings.number(Setting.DEFAULT_TIMEOUT)));
      case KEY -> given(Setting.DEFAULT_PRIVATE_KEY_FILE);
    };
  }

  private Value plugin(Value name) {
    return name instanceof Str str && str.text().equals("smart") ? Str.of("ssh") : name;
  }

  private Value text(Setting setting) {
    return Str.of(settings.text(setting));
  }

  private Optional<Value> given(Setting setting) {
    return settings.optional(setting).map(Str::of);
  }

  @Override
  public Collection<String> names() {
    return KINDS.stream()
        .filter(kind -> value(kind).isPresent())
        .flatMap(kind -> Arrays.asList(kind.first, kind.second).stream().distinct())
        .toList();
  }
}
