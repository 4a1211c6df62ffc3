package dev.holdfast.engine.settings;

import static dev.holdfast.engine.settings.Setting.Type.BOOLEAN;
import static dev.holdfast.engine.settings.Setting.Type.LIST;
import static dev.holdfast.engine.settings.Setting.Type.NUMBER;
import static dev.holdfast.engine.settings.Setting.Type.PATH;
import static dev.holdfast.engine.settings.Setting.Type.PATHS;
import static dev.holdfast.engine.settings.Setting.Type.PATH_LIST;
import static dev.holdfast.engine.settings.Setting.Type.TEXT;

import java.util.List;
import java.util.Locale;

/// The settings: what `ansible.cfg` and the environment may say, with types and defaults.
///
/// Sources: `ansible/config/base.yml` and the documentation of the ssh connection, the become
/// methods, the shell and the default callback. `DEFAULT_FORKS` has a default of our own.
@SuppressWarnings("ImmutableEnumChecker") // the lists are copies that nothing can change
public enum Setting {
  ANSIBLE_HOME(PATH, "~/.ansible", "home"),
  ANSIBLE_FORCE_COLOR(BOOLEAN, "False", "force_color"),
  ANSIBLE_NOCOLOR(BOOLEAN, "False", "defaults.nocolor", "ANSIBLE_NOCOLOR NO_COLOR"),
  ANSIBLE_NOCOWS(BOOLEAN, "False", "nocows"),
  ANSIBLE_PIPELINING(
      BOOLEAN, "False", "defaults.pipelining connection.pipelining", "ANSIBLE_PIPELINING"),
  ANY_ERRORS_FATAL(BOOLEAN, "False", "any_errors_fatal"),
  BECOME_ALLOW_SAME_USER(
      BOOLEAN,
      "False",
      "privilege_escalation.become_allow_same_user",
      "ANSIBLE_BECOME_ALLOW_SAME_USER"),
  BECOME_PASSWORD_FILE(PATH, "", "become_password_file"),
  AGNOSTIC_BECOME_PROMPT(
      BOOLEAN,
      "True",
      "privilege_escalation.agnostic_become_prompt",
      "ANSIBLE_AGNOSTIC_BECOME_PROMPT"),
  CACHE_PLUGIN(TEXT, "memory", "defaults.fact_caching", "ANSIBLE_CACHE_PLUGIN"),
  CACHE_PLUGIN_CONNECTION(
      TEXT, "", "defaults.fact_caching_connection", "ANSIBLE_CACHE_PLUGIN_CONNECTION"),
  CACHE_PLUGIN_PREFIX(
      TEXT, "ansible_facts", "defaults.fact_caching_prefix", "ANSIBLE_CACHE_PLUGIN_PREFIX"),
  CACHE_PLUGIN_TIMEOUT(
      NUMBER, "86400", "defaults.fact_caching_timeout", "ANSIBLE_CACHE_PLUGIN_TIMEOUT"),
  COLLECTIONS_SCAN_SYS_PATH(BOOLEAN, "True", "collections_scan_sys_path"),
  COLLECTIONS_PATHS(
      PATHS,
      "{{ANSIBLE_HOME}}/collections:/usr/share/ansible/collections",
      "defaults.collections_paths defaults.collections_path",
      "ANSIBLE_COLLECTIONS_PATHS ANSIBLE_COLLECTIONS_PATH"),
  COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH(
      TEXT,
      "warning",
      "defaults.collections_on_ansible_version_mismatch",
      "ANSIBLE_COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH",
      "error",
      "warning",
      "ignore"),
  COLOR_CHANGED("yellow", "changed"),
  COLOR_CONSOLE_PROMPT("white", "console_prompt"),
  COLOR_DEBUG("dark gray", "debug"),
  COLOR_DEPRECATE("purple", "deprecate"),
  COLOR_DIFF_ADD("green", "diff_add"),
  COLOR_DIFF_LINES("cyan", "diff_lines"),
  COLOR_DIFF_REMOVE("red", "diff_remove"),
  COLOR_ERROR("red", "error"),
  COLOR_HIGHLIGHT("white", "highlight"),
  COLOR_OK("green", "ok"),
  COLOR_SKIP("cyan", "skip"),
  COLOR_UNREACHABLE("bright red", "unreachable"),
  COLOR_VERBOSE("blue", "verbose"),
  COLOR_WARN("bright purple", "warn"),
  CONNECTION_PASSWORD_FILE(PATH, "", "connection_password_file"),
  ACTION_WARNINGS(BOOLEAN, "True", "action_warnings"),
  LOCALHOST_WARNING(BOOLEAN, "True", "localhost_warning"),
  INVENTORY_UNPARSED_WARNING(
      BOOLEAN,
      "True",
      "inventory.inventory_unparsed_warning",
      "ANSIBLE_INVENTORY_UNPARSED_WARNING"),
  DEFAULT_ACTION_PLUGIN_PATH(
      PATHS, "{{ANSIBLE_HOME}}/plugins/action:/usr/share/ansible/plugins/action", "action_plugins"),
  DEFAULT_ALLOW_UNSAFE_LOOKUPS(BOOLEAN, "False", "defaults.allow_unsafe_lookups", ""),
  DEFAULT_ASK_PASS(BOOLEAN, "False", "ask_pass"),
  DEFAULT_ASK_VAULT_PASS(BOOLEAN, "False", "ask_vault_pass"),
  DEFAULT_BECOME(BOOLEAN, "False", "privilege_escalation.become", "ANSIBLE_BECOME"),
  DEFAULT_BECOME_ASK_PASS(
      BOOLEAN, "False", "privilege_escalation.become_ask_pass", "ANSIBLE_BECOME_ASK_PASS"),
  DEFAULT_BECOME_METHOD(
      TEXT, "sudo", "privilege_escalation.become_method", "ANSIBLE_BECOME_METHOD"),
  DEFAULT_BECOME_EXE(TEXT, "", "privilege_escalation.become_exe", "ANSIBLE_BECOME_EXE"),
  DEFAULT_BECOME_FLAGS(TEXT, "", "privilege_escalation.become_flags", "ANSIBLE_BECOME_FLAGS"),
  BECOME_PLUGIN_PATH(
      PATHS, "{{ANSIBLE_HOME}}/plugins/become:/usr/share/ansible/plugins/become", "become_plugins"),
  DEFAULT_BECOME_USER(TEXT, "root", "privilege_escalation.become_user", "ANSIBLE_BECOME_USER"),
  DEFAULT_CACHE_PLUGIN_PATH(
      PATHS, "{{ANSIBLE_HOME}}/plugins/cache:/usr/share/ansible/plugins/cache", "cache_plugins"),
  DEFAULT_CALLBACK_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/callback:/usr/share/ansible/plugins/callback",
      "callback_plugins"),
  CALLBACKS_ENABLED(
      LIST,
      "",
      "defaults.callback_whitelist defaults.callbacks_enabled",
      "ANSIBLE_CALLBACK_WHITELIST ANSIBLE_CALLBACKS_ENABLED"),
  DEFAULT_CONNECTION_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/connection:/usr/share/ansible/plugins/connection",
      "connection_plugins"),
  DEFAULT_DEBUG(BOOLEAN, "False", "debug"),
  DEFAULT_EXECUTABLE(TEXT, "/bin/sh", "executable"),
  DEFAULT_FACT_PATH(TEXT, "", "fact_path"),
  DEFAULT_FILTER_PLUGIN_PATH(
      PATHS, "{{ANSIBLE_HOME}}/plugins/filter:/usr/share/ansible/plugins/filter", "filter_plugins"),
  DEFAULT_FORCE_HANDLERS(BOOLEAN, "False", "force_handlers"),
  DEFAULT_FORKS(NUMBER, "50", "forks"),
  DEFAULT_GATHERING(
      TEXT, "implicit", "defaults.gathering", "ANSIBLE_GATHERING", "implicit", "explicit", "smart"),
  DEFAULT_GATHER_SUBSET(LIST, "", "gather_subset"),
  DEFAULT_GATHER_TIMEOUT(NUMBER, "", "gather_timeout"),
  DEFAULT_HASH_BEHAVIOUR(
      TEXT, "replace", "defaults.hash_behaviour", "ANSIBLE_HASH_BEHAVIOUR", "replace", "merge"),
  DEFAULT_HOST_LIST(PATH_LIST, "/etc/ansible/hosts", "inventory"),
  DEFAULT_INVENTORY_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/inventory:/usr/share/ansible/plugins/inventory",
      "inventory_plugins"),
  DEFAULT_JINJA2_EXTENSIONS(TEXT, "", "jinja2_extensions"),
  DEFAULT_JINJA2_NATIVE(BOOLEAN, "False", "jinja2_native"),
  DEFAULT_KEEP_REMOTE_FILES(BOOLEAN, "False", "keep_remote_files"),
  DEFAULT_LOAD_CALLBACK_PLUGINS(
      BOOLEAN, "False", "defaults.bin_ansible_callbacks", "ANSIBLE_LOAD_CALLBACK_PLUGINS"),
  DEFAULT_LOCAL_TMP(PATH, "{{ANSIBLE_HOME}}/tmp", "defaults.local_tmp", "ANSIBLE_LOCAL_TEMP"),
  DEFAULT_LOG_PATH(PATH, "", "log_path"),
  DEFAULT_LOG_FILTER(LIST, "", "log_filter"),
  DEFAULT_LOOKUP_PLUGIN_PATH(
      PATHS, "{{ANSIBLE_HOME}}/plugins/lookup:/usr/share/ansible/plugins/lookup", "lookup_plugins"),
  DEFAULT_MANAGED_STR(TEXT, "Ansible managed", "defaults.ansible_managed", ""),
  DEFAULT_MODULE_ARGS(TEXT, "", "module_args"),
  DEFAULT_MODULE_COMPRESSION(TEXT, "ZIP_DEFLATED", "defaults.module_compression", ""),
  DEFAULT_MODULE_NAME(TEXT, "command", "defaults.module_name", ""),
  DEFAULT_MODULE_PATH(
      PATHS, "{{ANSIBLE_HOME}}/plugins/modules:/usr/share/ansible/plugins/modules", "library"),
  DEFAULT_MODULE_UTILS_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/module_utils:/usr/share/ansible/plugins/module_utils",
      "module_utils"),
  DEFAULT_NO_LOG(BOOLEAN, "False", "no_log"),
  DEFAULT_NO_TARGET_SYSLOG(BOOLEAN, "False", "no_target_syslog"),
  DEFAULT_NULL_REPRESENTATION(TEXT, "", "null_representation"),
  DEFAULT_POLL_INTERVAL(NUMBER, "15", "poll_interval"),
  DEFAULT_PRIVATE_KEY_FILE(PATH, "", "private_key_file"),
  DEFAULT_PRIVATE_ROLE_VARS(BOOLEAN, "False", "private_role_vars"),
  DEFAULT_REMOTE_PORT(NUMBER, "", "remote_port"),
  DEFAULT_REMOTE_USER(TEXT, "", "remote_user"),
  DEFAULT_ROLES_PATH(
      PATHS, "{{ANSIBLE_HOME}}/roles:/usr/share/ansible/roles:/etc/ansible/roles", "roles_path"),
  DEFAULT_SELINUX_SPECIAL_FS(
      LIST,
      "fuse, nfs, vboxsf, ramfs, 9p, vfat",
      "selinux.special_context_filesystems",
      "ANSIBLE_SELINUX_SPECIAL_FS"),
  DEFAULT_STDOUT_CALLBACK(TEXT, "default", "stdout_callback"),
  ENABLE_TASK_DEBUGGER(BOOLEAN, "False", "enable_task_debugger"),
  TASK_DEBUGGER_IGNORE_ERRORS(BOOLEAN, "True", "task_debugger_ignore_errors"),
  DEFAULT_STRATEGY(TEXT, "linear", "strategy"),
  DEFAULT_STRATEGY_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/strategy:/usr/share/ansible/plugins/strategy",
      "strategy_plugins"),
  DEFAULT_SYSLOG_FACILITY(TEXT, "LOG_USER", "syslog_facility"),
  DEFAULT_TEST_PLUGIN_PATH(
      PATHS, "{{ANSIBLE_HOME}}/plugins/test:/usr/share/ansible/plugins/test", "test_plugins"),
  DEFAULT_TIMEOUT(NUMBER, "10", "timeout"),
  DEFAULT_TRANSPORT(TEXT, "smart", "transport"),
  DEFAULT_UNDEFINED_VAR_BEHAVIOR(BOOLEAN, "True", "error_on_undefined_vars"),
  DEFAULT_VARS_PLUGIN_PATH(
      PATHS, "{{ANSIBLE_HOME}}/plugins/vars:/usr/share/ansible/plugins/vars", "vars_plugins"),
  DEFAULT_VAULT_ID_MATCH(TEXT, "False", "vault_id_match"),
  DEFAULT_VAULT_IDENTITY(TEXT, "default", "vault_identity"),
  DEFAULT_VAULT_ENCRYPT_IDENTITY(TEXT, "", "vault_encrypt_identity"),
  DEFAULT_VAULT_IDENTITY_LIST(LIST, "", "vault_identity_list"),
  DEFAULT_VAULT_PASSWORD_FILE(PATH, "", "vault_password_file"),
  DEFAULT_VERBOSITY(NUMBER, "0", "verbosity"),
  DEPRECATION_WARNINGS(BOOLEAN, "True", "deprecation_warnings"),
  DEVEL_WARNING(BOOLEAN, "True", "devel_warning"),
  DIFF_ALWAYS(BOOLEAN, "False", "diff.always", "ANSIBLE_DIFF_ALWAYS"),
  DIFF_CONTEXT(NUMBER, "3", "diff.context", "ANSIBLE_DIFF_CONTEXT"),
  DISPLAY_ARGS_TO_STDOUT(BOOLEAN, "False", "display_args_to_stdout"),
  DISPLAY_SKIPPED_HOSTS(BOOLEAN, "True", "display_skipped_hosts"),
  DUPLICATE_YAML_DICT_KEY(
      TEXT,
      "warn",
      "defaults.duplicate_dict_key",
      "ANSIBLE_DUPLICATE_YAML_DICT_KEY",
      "error",
      "warn",
      "ignore"),
  ERROR_ON_MISSING_HANDLER(BOOLEAN, "True", "error_on_missing_handler"),
  FACTS_MODULES(LIST, "smart", "facts_modules"),
  GALAXY_IGNORE_CERTS(BOOLEAN, "", "galaxy.ignore_certs", "ANSIBLE_GALAXY_IGNORE"),
  GALAXY_SERVER(TEXT, "https://galaxy.ansible.com", "galaxy.server", "ANSIBLE_GALAXY_SERVER"),
  GALAXY_SERVER_LIST(LIST, "", "galaxy.server_list", "ANSIBLE_GALAXY_SERVER_LIST"),
  GALAXY_TOKEN_PATH(
      PATH, "{{ANSIBLE_HOME}}/galaxy_token", "galaxy.token_path", "ANSIBLE_GALAXY_TOKEN_PATH"),
  GALAXY_CACHE_DIR(
      PATH, "{{ANSIBLE_HOME}}/galaxy_cache", "galaxy.cache_dir", "ANSIBLE_GALAXY_CACHE_DIR"),
  HOST_KEY_CHECKING(BOOLEAN, "True", "host_key_checking"),
  HOST_PATTERN_MISMATCH(
      TEXT,
      "warning",
      "inventory.host_pattern_mismatch",
      "ANSIBLE_HOST_PATTERN_MISMATCH",
      "error",
      "warning",
      "ignore"),
  INTERPRETER_PYTHON(TEXT, "auto", "defaults.interpreter_python", "ANSIBLE_PYTHON_INTERPRETER"),
  INTERPRETER_PYTHON_FALLBACK(
      LIST,
      "python3.11,python3.10,python3.9,python3.8,python3.7,python3.6,python3.5,/usr/bin/python3,/usr/libexec/platform-python,python2.7,/usr/bin/python,python",
      "",
      ""),
  TRANSFORM_INVALID_GROUP_CHARS(
      TEXT,
      "never",
      "defaults.force_valid_group_names",
      "ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS",
      "always",
      "never",
      "ignore",
      "silently"),
  INVALID_TASK_ATTRIBUTE_FAILED(BOOLEAN, "True", "invalid_task_attribute_failed"),
  INVENTORY_ANY_UNPARSED_IS_FAILED(
      BOOLEAN,
      "False",
      "inventory.any_unparsed_is_failed",
      "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED"),
  INVENTORY_CACHE_ENABLED(BOOLEAN, "False", "inventory.cache", "ANSIBLE_INVENTORY_CACHE"),
  INVENTORY_CACHE_PLUGIN(TEXT, "", "inventory.cache_plugin", "ANSIBLE_INVENTORY_CACHE_PLUGIN"),
  INVENTORY_CACHE_PLUGIN_CONNECTION(
      TEXT, "", "inventory.cache_connection", "ANSIBLE_INVENTORY_CACHE_CONNECTION"),
  INVENTORY_CACHE_PLUGIN_PREFIX(
      TEXT,
      "ansible_inventory_",
      "inventory.cache_prefix",
      "ANSIBLE_INVENTORY_CACHE_PLUGIN_PREFIX"),
  INVENTORY_CACHE_TIMEOUT(
      TEXT, "3600", "inventory.cache_timeout", "ANSIBLE_INVENTORY_CACHE_TIMEOUT"),
  INVENTORY_ENABLED(
      LIST,
      "host_list,script,auto,yaml,ini,toml",
      "inventory.enable_plugins",
      "ANSIBLE_INVENTORY_ENABLED"),
  INVENTORY_EXPORT(BOOLEAN, "False", "inventory.export", "ANSIBLE_INVENTORY_EXPORT"),
  INVENTORY_IGNORE_EXTS(
      LIST,
      ".pyc,.pyo,.swp,.bak,~,.rpm,.md,.txt,.rst,.orig,.ini,.cfg,.retry",
      "defaults.inventory_ignore_extensions inventory.ignore_extensions",
      "ANSIBLE_INVENTORY_IGNORE"),
  INVENTORY_IGNORE_PATTERNS(
      LIST,
      "",
      "defaults.inventory_ignore_patterns inventory.ignore_patterns",
      "ANSIBLE_INVENTORY_IGNORE_REGEX"),
  INVENTORY_UNPARSED_IS_FAILED(
      BOOLEAN, "False", "inventory.unparsed_is_failed", "ANSIBLE_INVENTORY_UNPARSED_FAILED"),
  JINJA2_NATIVE_WARNING(BOOLEAN, "True", "jinja2_native_warning"),
  MAX_FILE_SIZE_FOR_DIFF(NUMBER, "104448", "max_diff_size"),
  INJECT_FACTS_AS_VARS(
      BOOLEAN, "True", "defaults.inject_facts_as_vars", "ANSIBLE_INJECT_FACT_VARS"),
  MODULE_IGNORE_EXTS(
      LIST, ".pyc,.pyo,.swp,.bak,~,.rpm,.md,.txt,.rst,.yaml,.yml,.ini", "module_ignore_exts"),
  PLAYBOOK_DIR(PATH, "", "playbook_dir"),
  PLAYBOOK_VARS_ROOT(
      TEXT,
      "top",
      "defaults.playbook_vars_root",
      "ANSIBLE_PLAYBOOK_VARS_ROOT",
      "top",
      "bottom",
      "all"),
  PYTHON_MODULE_RLIMIT_NOFILE(TEXT, "0", "python_module_rlimit_nofile"),
  RETRY_FILES_ENABLED(BOOLEAN, "False", "retry_files_enabled"),
  RETRY_FILES_SAVE_PATH(PATH, "", "retry_files_save_path"),
  RUN_VARS_PLUGINS(
      TEXT, "demand", "defaults.run_vars_plugins", "ANSIBLE_RUN_VARS_PLUGINS", "demand", "start"),
  SHOW_CUSTOM_STATS(BOOLEAN, "False", "show_custom_stats"),
  STRING_TYPE_FILTERS(
      LIST,
      "string,to_json,to_nice_json,to_yaml,to_nice_yaml,ppretty,json",
      "jinja2.dont_type_filters",
      "ANSIBLE_STRING_TYPE_FILTERS"),
  SYSTEM_WARNINGS(BOOLEAN, "True", "system_warnings"),
  TAGS_RUN(LIST, "", "tags.run", "ANSIBLE_RUN_TAGS"),
  TAGS_SKIP(LIST, "", "tags.skip", "ANSIBLE_SKIP_TAGS"),
  TASK_TIMEOUT(NUMBER, "0", "task_timeout"),
  VARIABLE_PLUGINS_ENABLED(
      LIST, "host_group_vars", "defaults.vars_plugins_enabled", "ANSIBLE_VARS_ENABLED"),
  VARIABLE_PRECEDENCE(
      LIST,
      "all_inventory,groups_inventory,all_plugins_inventory,all_plugins_play,groups_plugins_inventory,groups_plugins_play",
      "precedence"),
  YAML_FILENAME_EXTENSIONS(
      LIST, ".yml,.yaml,.json", "defaults.yaml_valid_extensions", "ANSIBLE_YAML_FILENAME_EXT"),
  STRING_CONVERSION_ACTION(TEXT, "warn", "string_conversion_action"),
  VERBOSE_TO_STDERR(BOOLEAN, "False", "verbose_to_stderr"),
  SSH_ARGS(
      TEXT,
      "-C -o ControlMaster=auto -o ControlPersist=60s",
      "ssh_connection.ssh_args",
      "ANSIBLE_SSH_ARGS"),
  SSH_COMMON_ARGS(TEXT, "", "ssh_connection.ssh_common_args", "ANSIBLE_SSH_COMMON_ARGS"),
  SSH_EXTRA_ARGS(TEXT, "", "ssh_connection.ssh_extra_args", "ANSIBLE_SSH_EXTRA_ARGS"),
  SSH_SCP_EXTRA_ARGS(TEXT, "", "ssh_connection.scp_extra_args", "ANSIBLE_SCP_EXTRA_ARGS"),
  SSH_SFTP_EXTRA_ARGS(TEXT, "", "ssh_connection.sftp_extra_args", "ANSIBLE_SFTP_EXTRA_ARGS"),
  SSH_EXECUTABLE(TEXT, "ssh", "ssh_connection.ssh_executable", "ANSIBLE_SSH_EXECUTABLE"),
  SSH_RETRIES(NUMBER, "0", "connection.retries ssh_connection.retries", "ANSIBLE_SSH_RETRIES"),
  SSH_TIMEOUT(
      NUMBER,
      "10",
      "defaults.timeout ssh_connection.timeout",
      "ANSIBLE_TIMEOUT ANSIBLE_SSH_TIMEOUT"),
  SSH_HOST_KEY_CHECKING(
      BOOLEAN,
      "True",
      "defaults.host_key_checking ssh_connection.host_key_checking",
      "ANSIBLE_HOST_KEY_CHECKING ANSIBLE_SSH_HOST_KEY_CHECKING"),
  SSH_PIPELINING(
      BOOLEAN,
      "False",
      "defaults.pipelining connection.pipelining ssh_connection.pipelining",
      "ANSIBLE_PIPELINING ANSIBLE_SSH_PIPELINING"),
  SSH_CONTROL_PATH(TEXT, "", "ssh_connection.control_path", "ANSIBLE_SSH_CONTROL_PATH"),
  SSH_CONTROL_PATH_DIR(
      PATH, "~/.ansible/cp", "ssh_connection.control_path_dir", "ANSIBLE_SSH_CONTROL_PATH_DIR"),
  SSH_TRANSFER_METHOD(TEXT, "", "ssh_connection.transfer_method", "ANSIBLE_SSH_TRANSFER_METHOD"),
  SSH_USE_TTY(BOOLEAN, "True", "ssh_connection.usetty", "ANSIBLE_SSH_USETTY"),
  BECOME_PASSWORD(TEXT, "", "", "ANSIBLE_BECOME_PASS"),
  SUDO_USER(TEXT, "", "sudo_become_plugin.user", "ANSIBLE_SUDO_USER"),
  SUDO_EXE(TEXT, "", "sudo_become_plugin.executable", "ANSIBLE_SUDO_EXE"),
  SUDO_FLAGS(TEXT, "", "sudo_become_plugin.flags", "ANSIBLE_SUDO_FLAGS"),
  SUDO_PASSWORD(TEXT, "", "sudo_become_plugin.password", "ANSIBLE_SUDO_PASS"),
  SU_USER(TEXT, "", "su_become_plugin.user", "ANSIBLE_SU_USER"),
  SU_EXE(TEXT, "", "su_become_plugin.executable", "ANSIBLE_SU_EXE"),
  SU_FLAGS(TEXT, "", "su_become_plugin.flags", "ANSIBLE_SU_FLAGS"),
  SU_PASSWORD(TEXT, "", "su_become_plugin.password", "ANSIBLE_SU_PASS"),
  DOAS_USER(TEXT, "", "doas_become_plugin.user", "ANSIBLE_DOAS_USER"),
  DOAS_EXE(TEXT, "", "doas_become_plugin.executable", "ANSIBLE_DOAS_EXE"),
  DOAS_FLAGS(TEXT, "", "doas_become_plugin.flags", "ANSIBLE_DOAS_FLAGS"),
  DOAS_PASSWORD(TEXT, "", "doas_become_plugin.password", "ANSIBLE_DOAS_PASS"),
  REMOTE_TMP(
      TEXT, "~/.ansible/tmp", "defaults.remote_tmp", "ANSIBLE_REMOTE_TEMP ANSIBLE_REMOTE_TMP"),
  ASYNC_DIR(TEXT, "~/.ansible_async", "async_dir"),
  ALLOW_WORLD_READABLE_TMPFILES(
      BOOLEAN,
      "False",
      "defaults.allow_world_readable_tmpfiles",
      "ANSIBLE_SHELL_ALLOW_WORLD_READABLE_TEMP"),
  DISPLAY_OK_HOSTS(BOOLEAN, "True", "display_ok_hosts"),
  DISPLAY_FAILED_STDERR(BOOLEAN, "False", "display_failed_stderr"),
  SHOW_PER_HOST_START(BOOLEAN, "False", "show_per_host_start"),
  CHECK_MODE_MARKERS(BOOLEAN, "False", "check_mode_markers"),
  SHOW_TASK_PATH_ON_FAILURE(BOOLEAN, "False", "show_task_path_on_failure"),
  CALLBACK_RESULT_FORMAT(TEXT, "json", "callback_result_format"),
  CALLBACK_FORMAT_PRETTY(TEXT, "", "callback_format_pretty"),
  PROFILE_TASKS_OUTPUT_LIMIT(
      TEXT, "20", "callback_profile_tasks.task_output_limit", "PROFILE_TASKS_TASK_OUTPUT_LIMIT"),
  PROFILE_TASKS_SORT_ORDER(
      TEXT, "descending", "callback_profile_tasks.sort_order", "PROFILE_TASKS_SORT_ORDER"),
  INVENTORY_SCRIPT_SHOW_STDERR(
      BOOLEAN,
      "True",
      "inventory_plugin_script.always_show_stderr",
      "ANSIBLE_INVENTORY_PLUGIN_SCRIPT_STDERR"),
  INVENTORY_USE_EXTRA_VARS(
      BOOLEAN, "False", "inventory_plugins.use_extra_vars", "ANSIBLE_INVENTORY_USE_EXTRA_VARS"),
  INVENTORY_YAML_EXTENSIONS(
      LIST,
      ".yaml,.yml,.json",
      "defaults.yaml_valid_extensions inventory_plugin_yaml.yaml_valid_extensions",
      "ANSIBLE_YAML_FILENAME_EXT ANSIBLE_INVENTORY_PLUGIN_EXTS"),
  VARS_PLUGIN_STAGE(TEXT, "", "vars_host_group_vars.stage", "ANSIBLE_VARS_PLUGIN_STAGE"),
  REPORTED_ANSIBLE_VERSION(TEXT, "2.14.18", "holdfast.ansible_version", "HOLDFAST_ANSIBLE_VERSION");

  /// How the text of a setting is read.
  public enum Type {
    TEXT,
    BOOLEAN,
    NUMBER,
    /// Separated by commas.
    LIST,
    PATH,
    /// Separated by colons.
    PATHS,
    /// Paths separated by commas.
    PATH_LIST
  }

  /// The colours that settings may name; enum constants cannot use a field of the enum itself.
  private static final class ColorNames {
    static final String[] ALL = {
      "black",
      "bright gray",
      "blue",
      "white",
      "green",
      "bright blue",
      "cyan",
      "bright green",
      "red",
      "bright cyan",
      "purple",
      "bright red",
      "yellow",
      "bright purple",
      "dark gray",
      "bright yellow",
      "magenta",
      "bright magenta",
      "normal"
    };

    private ColorNames() {}
  }

  private final Type type;
  private final String fallback;
  private final List<Entry> entries;
  private final List<String> environment;
  private final List<String> choices;

  /// A place in `ansible.cfg`.
  public record Entry(String section, String key) {
    static Entry of(String text) {
      int dot = text.indexOf('.');
      return new Entry(text.substring(0, dot), text.substring(dot + 1));
    }
  }

  /// A colour, such as `colors.ok` and `ANSIBLE_COLOR_OK`.
  Setting(String fallback, String key) {
    this(
        Type.TEXT,
        fallback,
        "colors." + key,
        "ANSIBLE_COLOR_" + key.toUpperCase(Locale.ROOT),
        ColorNames.ALL);
  }

  /// A setting of the section `defaults` whose variable has the same name.
  Setting(Type type, String fallback, String key) {
    this(type, fallback, "defaults." + key, "ANSIBLE_" + key.toUpperCase(Locale.ROOT));
  }

  /// @param fallback empty for none
  /// @param entries places in the file, as `section.key`, separated by spaces; the last one counts
  /// @param environment variables, separated by spaces; the last one counts
  Setting(Type type, String fallback, String entries, String environment, String... choices) {
    this.type = type;
    this.fallback = fallback;
    this.entries = words(entries).stream().map(Entry::of).toList();
    this.environment = words(environment);
    this.choices = List.of(choices);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  public Type type() {
    return type;
  }

  /// The default as text, before `{{ANSIBLE_HOME}}` and `~` are replaced; empty for none.
  public String fallback() {
    return fallback;
  }

  public List<Entry> entries() {
    return entries;
  }

  public List<String> environment() {
    return environment;
  }

  /// The values that are allowed; empty when all are.
  public List<String> choices() {
    return choices;
  }
}
