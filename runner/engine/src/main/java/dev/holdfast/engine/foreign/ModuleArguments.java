package dev.holdfast.engine.foreign;

import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.module.Context;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.List;

/// What a module is told: the task's arguments and, as `_ansible_…`, how it is to run.
///
/// Source: `_update_module_args` of `ansible/plugins/action/__init__.py`.
final class ModuleArguments {
  private ModuleArguments() {}

  static DictValue of(Invocation call, Settings settings) {
    Context context = call.context();
    DictValue all = DictValue.copyOf(call.arguments().values());
    all.put("_ansible_check_mode", Bool.of(call.checkMode()));
    all.put(
        "_ansible_no_log",
        Bool.of(context.noLog() || settings.bool(Setting.DEFAULT_NO_TARGET_SYSLOG)));
    all.put("_ansible_debug", Bool.of(settings.bool(Setting.DEFAULT_DEBUG)));
    all.put("_ansible_diff", Bool.of(call.diffMode()));
    all.put("_ansible_verbosity", Int.of(context.verbosity()));
    all.put("_ansible_version", text(settings, Setting.REPORTED_ANSIBLE_VERSION));
    all.put("_ansible_module_name", Str.of(call.module()));
    all.put(
        "_ansible_syslog_facility",
        variable(context, "ansible_syslog_facility", settings, Setting.DEFAULT_SYSLOG_FACILITY));
    List<String> special = settings.list(Setting.DEFAULT_SELINUX_SPECIAL_FS);
    all.put(
        "_ansible_selinux_special_fs", new ListValue(special.stream().map(Str::unsafe).toList()));
    all.put("_ansible_string_conversion_action", text(settings, Setting.STRING_CONVERSION_ACTION));
    all.put("_ansible_socket", context.variable("ansible_socket").orElse(None.NONE));
    all.put(
        "_ansible_shell_executable",
        variable(context, "ansible_shell_executable", settings, Setting.DEFAULT_EXECUTABLE));
    all.put(
        "_ansible_keep_remote_files", Bool.of(settings.bool(Setting.DEFAULT_KEEP_REMOTE_FILES)));
    all.put("_ansible_tmpdir", None.NONE);
    all.put(
        "_ansible_remote_tmp",
        variable(context, "ansible_remote_tmp", settings, Setting.REMOTE_TMP));
    return all;
  }

  private static Value text(Settings settings, Setting setting) {
    return Str.of(settings.text(setting));
  }

  private static Value variable(
      Context context, String name, Settings settings, Setting otherwise) {
    return context.variableOfMachine(name).orElseGet(() -> text(settings, otherwise));
  }

  static String json(DictValue arguments) {
    return JsonWriter.write(arguments, JsonFormat.PLAIN);
  }

  /// One line of `key=value`, quoted as a shell reads it.
  static String pairs(DictValue arguments) {
    StringBuilder text = new StringBuilder();
    arguments
        .entries()
        .forEach((key, value) ->
            text.append(Text.str(key)).append('=').append(Sh.quote(Text.str(value))).append(' '));
    return text.toString();
  }
}
