package dev.holdfast.engine.settings;

import static dev.holdfast.engine.settings.Setting.Type.BOOLEAN;
import static dev.holdfast.engine.settings.Setting.Type.LIST;
import static dev.holdfast.engine.settings.Setting.Type.NUMBER;
import static dev.holdfast.engine.settings.Setting.Type.PATH;
import static dev.holdfast.engine.settings.Setting.Type.PATHS;
import static dev.holdfast.engine.settings.Setting.Type.PATH_LIST;
import static dev.holdfast.engine.settings.Setting.Type.TEXT;

import java.util.List;

/// The settings: what `ansible.cfg` and the environment may say, with types and defaults.
///
/// Sources: `ansible/config/base.yml` and the documentation of the ssh connection, the become
/// methods, the shell and the default callback. `DEFAULT_FORKS` has a default of our own.
@SuppressWarnings("ImmutableEnumChecker") // the lists are copies that nothing can change
public enum Setting {
  ANSIBLE_HOME(PATH, "~/.ansible", "defaults.home", "ANSIBLE_HOME"),
  ANSIBLE_FORCE_COLOR(BOOLEAN, "False", "defaults.force_color", "ANSIBLE_FORCE_COLOR"),
  ANSIBLE_NOCOLOR(BOOLEAN, "False", "defaults.nocolor", "ANSIBLE_NOCOLOR NO_COLOR"),
  ANSIBLE_NOCOWS(BOOLEAN, "False", "defaults.nocows", "ANSIBLE_NOCOWS"),
  ANSIBLE_PIPELINING(
      BOOLEAN, "False", "defaults.pipelining connection.pipelining", "ANSIBLE_PIPELINING"),
  ANY_ERRORS_FATAL(BOOLEAN, "False", "defaults.any_errors_fatal", "ANSIBLE_ANY_ERRORS_FATAL"),
  BECOME_ALLOW_SAME_USER(
      BOOLEAN,
      "False",
      "privilege_escalation.become_allow_same_user",
      "ANSIBLE_BECOME_ALLOW_SAME_USER"),
  BECOME_PASSWORD_FILE(PATH, "", "defaults.become_password_file", "ANSIBLE_BECOME_PASSWORD_FILE"),
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
  COLLECTIONS_SCAN_SYS_PATH(
      BOOLEAN, "True", "defaults.collections_scan_sys_path", "ANSIBLE_COLLECTIONS_SCAN_SYS_PATH"),
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
  COLOR_CHANGED(TEXT, "yellow", "colors.changed", "ANSIBLE_COLOR_CHANGED", Setting.COLORS),
  COLOR_CONSOLE_PROMPT(
      TEXT, "white", "colors.console_prompt", "ANSIBLE_COLOR_CONSOLE_PROMPT", Setting.COLORS),
  COLOR_DEBUG(TEXT, "dark gray", "colors.debug", "ANSIBLE_COLOR_DEBUG", Setting.COLORS),
  COLOR_DEPRECATE(TEXT, "purple", "colors.deprecate", "ANSIBLE_COLOR_DEPRECATE", Setting.COLORS),
  COLOR_DIFF_ADD(TEXT, "green", "colors.diff_add", "ANSIBLE_COLOR_DIFF_ADD", Setting.COLORS),
  COLOR_DIFF_LINES(TEXT, "cyan", "colors.diff_lines", "ANSIBLE_COLOR_DIFF_LINES", Setting.COLORS),
  COLOR_DIFF_REMOVE(TEXT, "red", "colors.diff_remove", "ANSIBLE_COLOR_DIFF_REMOVE", Setting.COLORS),
  COLOR_ERROR(TEXT, "red", "colors.error", "ANSIBLE_COLOR_ERROR", Setting.COLORS),
  COLOR_HIGHLIGHT(TEXT, "white", "colors.highlight", "ANSIBLE_COLOR_HIGHLIGHT", Setting.COLORS),
  COLOR_OK(TEXT, "green", "colors.ok", "ANSIBLE_COLOR_OK", Setting.COLORS),
  COLOR_SKIP(TEXT, "cyan", "colors.skip", "ANSIBLE_COLOR_SKIP", Setting.COLORS),
  COLOR_UNREACHABLE(
      TEXT, "bright red", "colors.unreachable", "ANSIBLE_COLOR_UNREACHABLE", Setting.COLORS),
  COLOR_VERBOSE(TEXT, "blue", "colors.verbose", "ANSIBLE_COLOR_VERBOSE", Setting.COLORS),
  COLOR_WARN(TEXT, "bright purple", "colors.warn", "ANSIBLE_COLOR_WARN", Setting.COLORS),
  CONNECTION_PASSWORD_FILE(
      PATH, "", "defaults.connection_password_file", "ANSIBLE_CONNECTION_PASSWORD_FILE"),
  ACTION_WARNINGS(BOOLEAN, "True", "defaults.action_warnings", "ANSIBLE_ACTION_WARNINGS"),
  LOCALHOST_WARNING(BOOLEAN, "True", "defaults.localhost_warning", "ANSIBLE_LOCALHOST_WARNING"),
  INVENTORY_UNPARSED_WARNING(
      BOOLEAN,
      "True",
      "inventory.inventory_unparsed_warning",
      "ANSIBLE_INVENTORY_UNPARSED_WARNING"),
  DEFAULT_ACTION_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/action:/usr/share/ansible/plugins/action",
      "defaults.action_plugins",
      "ANSIBLE_ACTION_PLUGINS"),
  DEFAULT_ALLOW_UNSAFE_LOOKUPS(BOOLEAN, "False", "defaults.allow_unsafe_lookups", ""),
  DEFAULT_ASK_PASS(BOOLEAN, "False", "defaults.ask_pass", "ANSIBLE_ASK_PASS"),
  DEFAULT_ASK_VAULT_PASS(BOOLEAN, "False", "defaults.ask_vault_pass", "ANSIBLE_ASK_VAULT_PASS"),
  DEFAULT_BECOME(BOOLEAN, "False", "privilege_escalation.become", "ANSIBLE_BECOME"),
  DEFAULT_BECOME_ASK_PASS(
      BOOLEAN, "False", "privilege_escalation.become_ask_pass", "ANSIBLE_BECOME_ASK_PASS"),
  DEFAULT_BECOME_METHOD(
      TEXT, "sudo", "privilege_escalation.become_method", "ANSIBLE_BECOME_METHOD"),
  DEFAULT_BECOME_EXE(TEXT, "", "privilege_escalation.become_exe", "ANSIBLE_BECOME_EXE"),
  DEFAULT_BECOME_FLAGS(TEXT, "", "privilege_escalation.become_flags", "ANSIBLE_BECOME_FLAGS"),
  BECOME_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/become:/usr/share/ansible/plugins/become",
      "defaults.become_plugins",
      "ANSIBLE_BECOME_PLUGINS"),
  DEFAULT_BECOME_USER(TEXT, "root", "privilege_escalation.become_user", "ANSIBLE_BECOME_USER"),
  DEFAULT_CACHE_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/cache:/usr/share/ansible/plugins/cache",
      "defaults.cache_plugins",
      "ANSIBLE_CACHE_PLUGINS"),
  DEFAULT_CALLBACK_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/callback:/usr/share/ansible/plugins/callback",
      "defaults.callback_plugins",
      "ANSIBLE_CALLBACK_PLUGINS"),
  CALLBACKS_ENABLED(
      LIST,
      "",
      "defaults.callback_whitelist defaults.callbacks_enabled",
      "ANSIBLE_CALLBACK_WHITELIST ANSIBLE_CALLBACKS_ENABLED"),
  DEFAULT_CONNECTION_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/connection:/usr/share/ansible/plugins/connection",
      "defaults.connection_plugins",
      "ANSIBLE_CONNECTION_PLUGINS"),
  DEFAULT_DEBUG(BOOLEAN, "False", "defaults.debug", "ANSIBLE_DEBUG"),
  DEFAULT_EXECUTABLE(TEXT, "/bin/sh", "defaults.executable", "ANSIBLE_EXECUTABLE"),
  DEFAULT_FACT_PATH(TEXT, "", "defaults.fact_path", "ANSIBLE_FACT_PATH"),
  DEFAULT_FILTER_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/filter:/usr/share/ansible/plugins/filter",
      "defaults.filter_plugins",
      "ANSIBLE_FILTER_PLUGINS"),
  DEFAULT_FORCE_HANDLERS(BOOLEAN, "False", "defaults.force_handlers", "ANSIBLE_FORCE_HANDLERS"),
  DEFAULT_FORKS(NUMBER, "50", "defaults.forks", "ANSIBLE_FORKS"),
  DEFAULT_GATHERING(
      TEXT, "implicit", "defaults.gathering", "ANSIBLE_GATHERING", "implicit", "explicit", "smart"),
  DEFAULT_GATHER_SUBSET(LIST, "", "defaults.gather_subset", "ANSIBLE_GATHER_SUBSET"),
  DEFAULT_GATHER_TIMEOUT(NUMBER, "", "defaults.gather_timeout", "ANSIBLE_GATHER_TIMEOUT"),
  DEFAULT_HASH_BEHAVIOUR(
      TEXT, "replace", "defaults.hash_behaviour", "ANSIBLE_HASH_BEHAVIOUR", "replace", "merge"),
  DEFAULT_HOST_LIST(PATH_LIST, "/etc/ansible/hosts", "defaults.inventory", "ANSIBLE_INVENTORY"),
  DEFAULT_INVENTORY_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/inventory:/usr/share/ansible/plugins/inventory",
      "defaults.inventory_plugins",
      "ANSIBLE_INVENTORY_PLUGINS"),
  DEFAULT_JINJA2_EXTENSIONS(TEXT, "", "defaults.jinja2_extensions", "ANSIBLE_JINJA2_EXTENSIONS"),
  DEFAULT_JINJA2_NATIVE(BOOLEAN, "False", "defaults.jinja2_native", "ANSIBLE_JINJA2_NATIVE"),
  DEFAULT_KEEP_REMOTE_FILES(
      BOOLEAN, "False", "defaults.keep_remote_files", "ANSIBLE_KEEP_REMOTE_FILES"),
  DEFAULT_LOCAL_TMP(PATH, "{{ANSIBLE_HOME}}/tmp", "defaults.local_tmp", "ANSIBLE_LOCAL_TEMP"),
  DEFAULT_LOG_PATH(PATH, "", "defaults.log_path", "ANSIBLE_LOG_PATH"),
  DEFAULT_LOG_FILTER(LIST, "", "defaults.log_filter", "ANSIBLE_LOG_FILTER"),
  DEFAULT_LOOKUP_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/lookup:/usr/share/ansible/plugins/lookup",
      "defaults.lookup_plugins",
      "ANSIBLE_LOOKUP_PLUGINS"),
  DEFAULT_MANAGED_STR(TEXT, "Ansible managed", "defaults.ansible_managed", ""),
  DEFAULT_MODULE_ARGS(TEXT, "", "defaults.module_args", "ANSIBLE_MODULE_ARGS"),
  DEFAULT_MODULE_COMPRESSION(TEXT, "ZIP_DEFLATED", "defaults.module_compression", ""),
  DEFAULT_MODULE_NAME(TEXT, "command", "defaults.module_name", ""),
  DEFAULT_MODULE_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/modules:/usr/share/ansible/plugins/modules",
      "defaults.library",
      "ANSIBLE_LIBRARY"),
  DEFAULT_MODULE_UTILS_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/module_utils:/usr/share/ansible/plugins/module_utils",
      "defaults.module_utils",
      "ANSIBLE_MODULE_UTILS"),
  DEFAULT_NO_LOG(BOOLEAN, "False", "defaults.no_log", "ANSIBLE_NO_LOG"),
  DEFAULT_NO_TARGET_SYSLOG(
      BOOLEAN, "False", "defaults.no_target_syslog", "ANSIBLE_NO_TARGET_SYSLOG"),
  DEFAULT_NULL_REPRESENTATION(
      TEXT, "", "defaults.null_representation", "ANSIBLE_NULL_REPRESENTATION"),
  DEFAULT_POLL_INTERVAL(NUMBER, "15", "defaults.poll_interval", "ANSIBLE_POLL_INTERVAL"),
  DEFAULT_PRIVATE_KEY_FILE(PATH, "", "defaults.private_key_file", "ANSIBLE_PRIVATE_KEY_FILE"),
  DEFAULT_PRIVATE_ROLE_VARS(
      BOOLEAN, "False", "defaults.private_role_vars", "ANSIBLE_PRIVATE_ROLE_VARS"),
  DEFAULT_REMOTE_PORT(NUMBER, "", "defaults.remote_port", "ANSIBLE_REMOTE_PORT"),
  DEFAULT_REMOTE_USER(TEXT, "", "defaults.remote_user", "ANSIBLE_REMOTE_USER"),
  DEFAULT_ROLES_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/roles:/usr/share/ansible/roles:/etc/ansible/roles",
      "defaults.roles_path",
      "ANSIBLE_ROLES_PATH"),
  DEFAULT_SELINUX_SPECIAL_FS(
      LIST,
      "fuse, nfs, vboxsf, ramfs, 9p, vfat",
      "selinux.special_context_filesystems",
      "ANSIBLE_SELINUX_SPECIAL_FS"),
  DEFAULT_STDOUT_CALLBACK(TEXT, "default", "defaults.stdout_callback", "ANSIBLE_STDOUT_CALLBACK"),
  ENABLE_TASK_DEBUGGER(
      BOOLEAN, "False", "defaults.enable_task_debugger", "ANSIBLE_ENABLE_TASK_DEBUGGER"),
  TASK_DEBUGGER_IGNORE_ERRORS(
      BOOLEAN,
      "True",
      "defaults.task_debugger_ignore_errors",
      "ANSIBLE_TASK_DEBUGGER_IGNORE_ERRORS"),
  DEFAULT_STRATEGY(TEXT, "linear", "defaults.strategy", "ANSIBLE_STRATEGY"),
  DEFAULT_STRATEGY_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/strategy:/usr/share/ansible/plugins/strategy",
      "defaults.strategy_plugins",
      "ANSIBLE_STRATEGY_PLUGINS"),
  DEFAULT_SYSLOG_FACILITY(TEXT, "LOG_USER", "defaults.syslog_facility", "ANSIBLE_SYSLOG_FACILITY"),
  DEFAULT_TEST_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/test:/usr/share/ansible/plugins/test",
      "defaults.test_plugins",
      "ANSIBLE_TEST_PLUGINS"),
  DEFAULT_TIMEOUT(NUMBER, "10", "defaults.timeout", "ANSIBLE_TIMEOUT"),
  DEFAULT_TRANSPORT(TEXT, "smart", "defaults.transport", "ANSIBLE_TRANSPORT"),
  DEFAULT_UNDEFINED_VAR_BEHAVIOR(
      BOOLEAN, "True", "defaults.error_on_undefined_vars", "ANSIBLE_ERROR_ON_UNDEFINED_VARS"),
  DEFAULT_VARS_PLUGIN_PATH(
      PATHS,
      "{{ANSIBLE_HOME}}/plugins/vars:/usr/share/ansible/plugins/vars",
      "defaults.vars_plugins",
      "ANSIBLE_VARS_PLUGINS"),
  DEFAULT_VAULT_ID_MATCH(TEXT, "False", "defaults.vault_id_match", "ANSIBLE_VAULT_ID_MATCH"),
  DEFAULT_VAULT_IDENTITY(TEXT, "default", "defaults.vault_identity", "ANSIBLE_VAULT_IDENTITY"),
  DEFAULT_VAULT_ENCRYPT_IDENTITY(
      TEXT, "", "defaults.vault_encrypt_identity", "ANSIBLE_VAULT_ENCRYPT_IDENTITY"),
  DEFAULT_VAULT_IDENTITY_LIST(
      LIST, "", "defaults.vault_identity_list", "ANSIBLE_VAULT_IDENTITY_LIST"),
  DEFAULT_VAULT_PASSWORD_FILE(
      PATH, "", "defaults.vault_password_file", "ANSIBLE_VAULT_PASSWORD_FILE"),
  DEFAULT_VERBOSITY(NUMBER, "0", "defaults.verbosity", "ANSIBLE_VERBOSITY"),
  DEPRECATION_WARNINGS(
      BOOLEAN, "True", "defaults.deprecation_warnings", "ANSIBLE_DEPRECATION_WARNINGS"),
  DEVEL_WARNING(BOOLEAN, "True", "defaults.devel_warning", "ANSIBLE_DEVEL_WARNING"),
  DIFF_ALWAYS(BOOLEAN, "False", "diff.always", "ANSIBLE_DIFF_ALWAYS"),
  DIFF_CONTEXT(NUMBER, "3", "diff.context", "ANSIBLE_DIFF_CONTEXT"),
  DISPLAY_ARGS_TO_STDOUT(
      BOOLEAN, "False", "defaults.display_args_to_stdout", "ANSIBLE_DISPLAY_ARGS_TO_STDOUT"),
  DISPLAY_SKIPPED_HOSTS(
      BOOLEAN, "True", "defaults.display_skipped_hosts", "ANSIBLE_DISPLAY_SKIPPED_HOSTS"),
  DUPLICATE_YAML_DICT_KEY(
      TEXT,
      "warn",
      "defaults.duplicate_dict_key",
      "ANSIBLE_DUPLICATE_YAML_DICT_KEY",
      "error",
      "warn",
      "ignore"),
  ERROR_ON_MISSING_HANDLER(
      BOOLEAN, "True", "defaults.error_on_missing_handler", "ANSIBLE_ERROR_ON_MISSING_HANDLER"),
  FACTS_MODULES(LIST, "smart", "defaults.facts_modules", "ANSIBLE_FACTS_MODULES"),
  GALAXY_IGNORE_CERTS(BOOLEAN, "", "galaxy.ignore_certs", "ANSIBLE_GALAXY_IGNORE"),
  GALAXY_SERVER(TEXT, "https://galaxy.ansible.com", "galaxy.server", "ANSIBLE_GALAXY_SERVER"),
  GALAXY_SERVER_LIST(LIST, "", "galaxy.server_list", "ANSIBLE_GALAXY_SERVER_LIST"),
  GALAXY_TOKEN_PATH(
      PATH, "{{ANSIBLE_HOME}}/galaxy_token", "galaxy.token_path", "ANSIBLE_GALAXY_TOKEN_PATH"),
  GALAXY_CACHE_DIR(
      PATH, "{{ANSIBLE_HOME}}/galaxy_cache", "galaxy.cache_dir", "ANSIBLE_GALAXY_CACHE_DIR"),
  HOST_KEY_CHECKING(BOOLEAN, "True", "defaults.host_key_checking", "ANSIBLE_HOST_KEY_CHECKING"),
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
  INVALID_TASK_ATTRIBUTE_FAILED(
      BOOLEAN,
      "True",
      "defaults.invalid_task_attribute_failed",
      "ANSIBLE_INVALID_TASK_ATTRIBUTE_FAILED"),
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
  JINJA2_NATIVE_WARNING(
      BOOLEAN, "True", "defaults.jinja2_native_warning", "ANSIBLE_JINJA2_NATIVE_WARNING"),
  MAX_FILE_SIZE_FOR_DIFF(NUMBER, "104448", "defaults.max_diff_size", "ANSIBLE_MAX_DIFF_SIZE"),
  INJECT_FACTS_AS_VARS(
      BOOLEAN, "True", "defaults.inject_facts_as_vars", "ANSIBLE_INJECT_FACT_VARS"),
  MODULE_IGNORE_EXTS(
      LIST,
      ".pyc,.pyo,.swp,.bak,~,.rpm,.md,.txt,.rst,.yaml,.yml,.ini",
      "defaults.module_ignore_exts",
      "ANSIBLE_MODULE_IGNORE_EXTS"),
  PLAYBOOK_DIR(PATH, "", "defaults.playbook_dir", "ANSIBLE_PLAYBOOK_DIR"),
  PLAYBOOK_VARS_ROOT(
      TEXT,
      "top",
      "defaults.playbook_vars_root",
      "ANSIBLE_PLAYBOOK_VARS_ROOT",
      "top",
      "bottom",
      "all"),
  PYTHON_MODULE_RLIMIT_NOFILE(
      TEXT, "0", "defaults.python_module_rlimit_nofile", "ANSIBLE_PYTHON_MODULE_RLIMIT_NOFILE"),
  RETRY_FILES_ENABLED(
      BOOLEAN, "False", "defaults.retry_files_enabled", "ANSIBLE_RETRY_FILES_ENABLED"),
  RETRY_FILES_SAVE_PATH(
      PATH, "", "defaults.retry_files_save_path", "ANSIBLE_RETRY_FILES_SAVE_PATH"),
  RUN_VARS_PLUGINS(
      TEXT, "demand", "defaults.run_vars_plugins", "ANSIBLE_RUN_VARS_PLUGINS", "demand", "start"),
  SHOW_CUSTOM_STATS(BOOLEAN, "False", "defaults.show_custom_stats", "ANSIBLE_SHOW_CUSTOM_STATS"),
  STRING_TYPE_FILTERS(
      LIST,
      "string,to_json,to_nice_json,to_yaml,to_nice_yaml,ppretty,json",
      "jinja2.dont_type_filters",
      "ANSIBLE_STRING_TYPE_FILTERS"),
  SYSTEM_WARNINGS(BOOLEAN, "True", "defaults.system_warnings", "ANSIBLE_SYSTEM_WARNINGS"),
  TAGS_RUN(LIST, "", "tags.run", "ANSIBLE_RUN_TAGS"),
  TAGS_SKIP(LIST, "", "tags.skip", "ANSIBLE_SKIP_TAGS"),
  TASK_TIMEOUT(NUMBER, "0", "defaults.task_timeout", "ANSIBLE_TASK_TIMEOUT"),
  VARIABLE_PLUGINS_ENABLED(
      LIST, "host_group_vars", "defaults.vars_plugins_enabled", "ANSIBLE_VARS_ENABLED"),
  VARIABLE_PRECEDENCE(
      LIST,
      "all_inventory,groups_inventory,all_plugins_inventory,all_plugins_play,groups_plugins_inventory,groups_plugins_play",
      "defaults.precedence",
      "ANSIBLE_PRECEDENCE"),
  YAML_FILENAME_EXTENSIONS(
      LIST, ".yml,.yaml,.json", "defaults.yaml_valid_extensions", "ANSIBLE_YAML_FILENAME_EXT"),
  STRING_CONVERSION_ACTION(
      TEXT, "warn", "defaults.string_conversion_action", "ANSIBLE_STRING_CONVERSION_ACTION"),
  VERBOSE_TO_STDERR(BOOLEAN, "False", "defaults.verbose_to_stderr", "ANSIBLE_VERBOSE_TO_STDERR"),
  SSH_ARGS(
      TEXT,
      "-C -o ControlMaster=auto -o ControlPersist=60s",
      "ssh_connection.ssh_args",
      "ANSIBLE_SSH_ARGS"),
  SSH_COMMON_ARGS(TEXT, "", "ssh_connection.ssh_common_args", "ANSIBLE_SSH_COMMON_ARGS"),
  SSH_EXTRA_ARGS(TEXT, "", "ssh_connection.ssh_extra_args", "ANSIBLE_SSH_EXTRA_ARGS"),
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
  ASYNC_DIR(TEXT, "~/.ansible_async", "defaults.async_dir", "ANSIBLE_ASYNC_DIR"),
  ALLOW_WORLD_READABLE_TMPFILES(
      BOOLEAN,
      "False",
      "defaults.allow_world_readable_tmpfiles",
      "ANSIBLE_SHELL_ALLOW_WORLD_READABLE_TEMP"),
  DISPLAY_OK_HOSTS(BOOLEAN, "True", "defaults.display_ok_hosts", "ANSIBLE_DISPLAY_OK_HOSTS"),
  DISPLAY_FAILED_STDERR(
      BOOLEAN, "False", "defaults.display_failed_stderr", "ANSIBLE_DISPLAY_FAILED_STDERR"),
  SHOW_PER_HOST_START(
      BOOLEAN, "False", "defaults.show_per_host_start", "ANSIBLE_SHOW_PER_HOST_START"),
  CHECK_MODE_MARKERS(BOOLEAN, "False", "defaults.check_mode_markers", "ANSIBLE_CHECK_MODE_MARKERS"),
  SHOW_TASK_PATH_ON_FAILURE(
      BOOLEAN, "False", "defaults.show_task_path_on_failure", "ANSIBLE_SHOW_TASK_PATH_ON_FAILURE"),
  CALLBACK_RESULT_FORMAT(
      TEXT, "json", "defaults.callback_result_format", "ANSIBLE_CALLBACK_RESULT_FORMAT"),
  CALLBACK_FORMAT_PRETTY(
      TEXT, "", "defaults.callback_format_pretty", "ANSIBLE_CALLBACK_FORMAT_PRETTY"),
  PROFILE_TASKS_OUTPUT_LIMIT(
      TEXT, "20", "callback_profile_tasks.task_output_limit", "PROFILE_TASKS_TASK_OUTPUT_LIMIT"),
  PROFILE_TASKS_SORT_ORDER(
      TEXT, "descending", "callback_profile_tasks.sort_order", "PROFILE_TASKS_SORT_ORDER"),
  INVENTORY_SCRIPT_SHOW_STDERR(
      BOOLEAN,
      "True",
      "inventory_plugin_script.always_show_stderr",
      "ANSIBLE_INVENTORY_PLUGIN_SCRIPT_STDERR"),
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

  /// Stands in the list of allowed values for the names of colours.
  static final String COLORS = "<colors>";

  private static final List<String> COLOR_NAMES =
      List.of(
          ("black,bright gray,blue,white,green,bright blue,cyan,bright green,red,bright cyan,purple,"
                  + "bright red,yellow,bright purple,dark gray,bright yellow,magenta,"
                  + "bright magenta,normal")
              .split(",", -1));

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
    return choices.equals(List.of(COLORS)) ? COLOR_NAMES : choices;
  }
}
