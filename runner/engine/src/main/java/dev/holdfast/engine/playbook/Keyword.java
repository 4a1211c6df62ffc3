package dev.holdfast.engine.playbook;

import static dev.holdfast.engine.playbook.Scope.BLOCK;
import static dev.holdfast.engine.playbook.Scope.HANDLER;
import static dev.holdfast.engine.playbook.Scope.PLAY;
import static dev.holdfast.engine.playbook.Scope.PLAYBOOK_INCLUDE;
import static dev.holdfast.engine.playbook.Scope.ROLE;
import static dev.holdfast.engine.playbook.Scope.ROLE_INCLUDE;
import static dev.holdfast.engine.playbook.Scope.TASK;
import static dev.holdfast.engine.playbook.Scope.TASK_INCLUDE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The keywords of plays, roles, blocks and tasks: where each may stand, what it holds, and how an
/// inner place inherits it from an outer one.
///
/// Source: Ansible's documentation, "Playbook Keywords".
public enum Keyword {
  NAME("name", Type.STRING, Inherit.OWN, anywhere()),
  CONNECTION("connection", Type.STRING, Inherit.NEAREST, base()),
  PORT("port", Type.INT, Inherit.NEAREST, base()),
  REMOTE_USER("remote_user", Type.STRING, Inherit.NEAREST, base()),
  VARS("vars", Type.DICT, Inherit.OWN, anywhere()),
  MODULE_DEFAULTS("module_defaults", Type.LIST, Inherit.ADD, base()),
  ENVIRONMENT("environment", Type.LIST, Inherit.ADD, base()),
  NO_LOG("no_log", Type.BOOL, Inherit.NEAREST, anywhere()),
  RUN_ONCE("run_once", Type.BOOL, Inherit.NEAREST, anywhere()),
  IGNORE_ERRORS("ignore_errors", Type.BOOL, Inherit.NEAREST, anywhere()),
  IGNORE_UNREACHABLE("ignore_unreachable", Type.BOOL, Inherit.NEAREST, base()),
  CHECK_MODE("check_mode", Type.BOOL, Inherit.NEAREST, base()),
  DIFF("diff", Type.BOOL, Inherit.NEAREST, base()),
  ANY_ERRORS_FATAL("any_errors_fatal", Type.BOOL, Inherit.NEAREST, base()),
  THROTTLE("throttle", Type.INT, Inherit.NEAREST, base()),
  TIMEOUT("timeout", Type.INT, Inherit.NEAREST, anywhere()),
  DEBUGGER("debugger", Type.STRING, Inherit.NEAREST, anywhere()),
  BECOME("become", Type.BOOL, Inherit.NEAREST, base()),
  BECOME_METHOD("become_method", Type.STRING, Inherit.NEAREST, base()),
  BECOME_USER("become_user", Type.STRING, Inherit.NEAREST, base()),
  BECOME_FLAGS("become_flags", Type.STRING, Inherit.NEAREST, base()),
  BECOME_EXE("become_exe", Type.STRING, Inherit.NEAREST, base()),
  TAGS("tags", Type.LIST, Inherit.ADD, anywhere()),
  COLLECTIONS("collections", Type.LIST, Inherit.NEAREST, anywhere()),
  WHEN(
      "when",
      Type.LIST,
      Inherit.ADD,
      EnumSet.of(ROLE, BLOCK, TASK, HANDLER, TASK_INCLUDE, ROLE_INCLUDE, PLAYBOOK_INCLUDE)),
  DELEGATE_TO("delegate_to", Type.STRING, Inherit.NEAREST, EnumSet.of(ROLE, BLOCK, TASK, HANDLER)),
  DELEGATE_FACTS(
      "delegate_facts", Type.BOOL, Inherit.NEAREST, EnumSet.of(ROLE, BLOCK, TASK, HANDLER)),
  NOTIFY("notify", Type.LIST, Inherit.NEAREST, EnumSet.of(BLOCK, TASK, HANDLER)),

  ACTION("action", Type.ANY, Inherit.OWN, taskLike()),
  LOCAL_ACTION("local_action", Type.ANY, Inherit.OWN, taskLike()),
  ARGS("args", Type.ANY, Inherit.OWN, taskLike()),
  ASYNC("async", Type.INT, Inherit.OWN, EnumSet.of(TASK, HANDLER)),
  POLL("poll", Type.INT, Inherit.OWN, EnumSet.of(TASK, HANDLER)),
  CHANGED_WHEN("changed_when", Type.LIST, Inherit.OWN, EnumSet.of(TASK, HANDLER)),
  FAILED_WHEN("failed_when", Type.LIST, Inherit.OWN, EnumSet.of(TASK, HANDLER)),
  DELAY("delay", Type.FLOAT, Inherit.OWN, EnumSet.of(TASK, HANDLER)),
  RETRIES("retries", Type.INT, Inherit.OWN, EnumSet.of(TASK, HANDLER)),
  UNTIL("until", Type.LIST, Inherit.OWN, EnumSet.of(TASK, HANDLER)),
  LOOP("loop", Type.ANY, Inherit.OWN, taskLike()),
  LOOP_CONTROL("loop_control", Type.DICT, Inherit.OWN, taskLike()),
  REGISTER("register", Type.STRING, Inherit.OWN, taskLike()),
  STATIC("static", Type.ANY, Inherit.OWN, taskLike()),
  LISTEN("listen", Type.LIST, Inherit.OWN, EnumSet.of(HANDLER)),

  BLOCK_TASKS("block", Type.LIST, Inherit.OWN, EnumSet.of(BLOCK)),
  RESCUE("rescue", Type.LIST, Inherit.OWN, EnumSet.of(BLOCK)),
  ALWAYS("always", Type.LIST, Inherit.OWN, EnumSet.of(BLOCK)),

  ROLE_NAME("role", Type.STRING, Inherit.OWN, EnumSet.of(ROLE)),
  IMPORT_PLAYBOOK("import_playbook", Type.STRING, Inherit.OWN, EnumSet.of(PLAYBOOK_INCLUDE)),

  HOSTS("hosts", Type.LIST, Inherit.OWN, EnumSet.of(PLAY)),
  GATHER_FACTS("gather_facts", Type.BOOL, Inherit.OWN, EnumSet.of(PLAY)),
  GATHER_SUBSET("gather_subset", Type.LIST, Inherit.OWN, EnumSet.of(PLAY)),
  GATHER_TIMEOUT("gather_timeout", Type.INT, Inherit.OWN, EnumSet.of(PLAY)),
  FACT_PATH("fact_path", Type.STRING, Inherit.OWN, EnumSet.of(PLAY)),
  VARS_FILES("vars_files", Type.LIST, Inherit.OWN, EnumSet.of(PLAY)),
  VARS_PROMPT("vars_prompt", Type.LIST, Inherit.OWN, EnumSet.of(PLAY)),
  ROLES("roles", Type.LIST, Inherit.OWN, EnumSet.of(PLAY)),
  HANDLERS("handlers", Type.LIST, Inherit.OWN, EnumSet.of(PLAY)),
  PRE_TASKS("pre_tasks", Type.LIST, Inherit.OWN, EnumSet.of(PLAY)),
  TASKS("tasks", Type.LIST, Inherit.OWN, EnumSet.of(PLAY)),
  POST_TASKS("post_tasks", Type.LIST, Inherit.OWN, EnumSet.of(PLAY)),
  FORCE_HANDLERS("force_handlers", Type.BOOL, Inherit.OWN, EnumSet.of(PLAY)),
  MAX_FAIL_PERCENTAGE("max_fail_percentage", Type.PERCENT, Inherit.OWN, EnumSet.of(PLAY)),
  SERIAL("serial", Type.LIST, Inherit.OWN, EnumSet.of(PLAY)),
  STRATEGY("strategy", Type.STRING, Inherit.OWN, EnumSet.of(PLAY)),
  ORDER("order", Type.STRING, Inherit.OWN, EnumSet.of(PLAY));

  /// What a keyword holds once it is templated.
  public enum Type {
    STRING,
    BOOL,
    INT,
    FLOAT,
    /// A number with an optional percent sign.
    PERCENT,
    /// A list; a single value counts as a list of one.
    LIST,
    DICT,
    ANY
  }

  /// How an inner place gets a keyword of an outer one.
  public enum Inherit {
    /// Not at all.
    OWN,
    /// The nearest place that sets it counts.
    NEAREST,
    /// All of them count, the outermost first.
    ADD
  }

  private static final Map<String, Keyword> BY_TEXT =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Keyword::text, Function.identity()));

  private final String text;
  private final Type type;
  private final Inherit inherit;

  // Never changed: made by Set.copyOf.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Scope> scopes;

  Keyword(String text, Type type, Inherit inherit, EnumSet<Scope> scopes) {
    this.text = text;
    this.type = type;
    this.inherit = inherit;
    this.scopes = Set.copyOf(scopes);
  }

  private static EnumSet<Scope> anywhere() {
    return EnumSet.allOf(Scope.class);
  }

  private static EnumSet<Scope> base() {
    return EnumSet.of(PLAY, ROLE, BLOCK, TASK, HANDLER, PLAYBOOK_INCLUDE);
  }

  private static EnumSet<Scope> taskLike() {
    return EnumSet.of(TASK, HANDLER, TASK_INCLUDE, ROLE_INCLUDE);
  }

  /// The keyword of that text, wherever it may stand.
  public static Optional<Keyword> of(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }

  public String text() {
    return text;
  }

  public Type type() {
    return type;
  }

  public Inherit inherit() {
    return inherit;
  }

  public boolean allowedAt(Scope scope) {
    return scopes.contains(scope);
  }
}
