package dev.holdfast.modules;

import dev.holdfast.engine.machine.Account;
import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.ArgumentType;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Int;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `user`: accounts of the machine. Passwords go over standard input, never in arguments.
final class UserModule implements Module {
  private static final String PLAIN =
      "The input password appears not to have been hashed. The 'password' argument must be encrypted"
          + " for this module to work properly.";
  private static final Set<String> DISABLING = Set.of("*", "!", "*************");
  private static final Pattern UNHASHED = Pattern.compile("[:*!]");
  private static final Pattern OUTSIDE = Pattern.compile("[^a-zA-Z0-9./=]");

  /// How long the digests of some methods are.
  private static final Map<String, Integer> DIGESTS = Map.of("1", 22, "5", 43, "6", 86);

  private static final String APPEND_WITHOUT_GROUPS =
      "'append' is set, but no 'groups' are specified. Use 'groups' for appending new groups.This will"
          + " change to an error in Ansible 2.14.";

  private static final String NOT_LOCAL =
      "'local: true' specified and user '%s' was not found in /etc/passwd. The local user account"
          + " may already exist if the local account database exists somewhere other than"
          + " /etc/passwd.";

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "user",
        ArgumentSpec.of(
            Argument.str("state").or("present").choices("absent", "present"),
            Argument.str("name").must().aliases("user"),
            Argument.integer("uid"),
            Argument.bool("non_unique", false),
            Argument.str("group"),
            Argument.list("groups"),
            Argument.str("comment"),
            Argument.path("home"),
            Argument.str("shell"),
            Argument.str("password").hidden(),
            Argument.str("login_class"),
            Argument.integer("password_expire_max"),
            Argument.integer("password_expire_min"),
            Argument.bool("hidden"),
            Argument.str("seuser"),
            Argument.bool("force", false),
            Argument.bool("remove", false),
            Argument.bool("create_home", true).aliases("createhome"),
            Argument.str("skeleton"),
            Argument.bool("system", false),
            Argument.bool("move_home", false),
            Argument.bool("append", false),
            Argument.bool("generate_ssh_key"),
            Argument.integer("ssh_key_bits").or(0),
            Argument.str("ssh_key_type").or("rsa"),
            Argument.path("ssh_key_file"),
            Argument.str("ssh_key_comment"),
            Argument.str("ssh_key_passphrase").hidden(),
            Argument.str("update_password").or("always").choices("always", "on_create"),
            Argument.of(ArgumentType.FLOAT, "expires"),
            Argument.bool("password_lock"),
            Argument.bool("local"),
            Argument.str("profile"),
            Argument.str("authorization"),
            Argument.str("role"),
            Argument.str("umask")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String name = arguments.must("name");
    if (arguments.has("umask") && arguments.on("local")) {
      throw ModuleFailure.of("'umask' can not be used with 'local'");
    }
    Probe.User probe = new Probe.User(name);
    Probe.Query groups = Probe.Query.of("id", "-Gn", name);
    Probe.Query shadow =
        Probe.Query.of("grep", "^" + name.replace(".", "\\.") + ":", "/etc/shadow");
    Probe.Which useradd = new Probe.Which("useradd");
    List<Probe> probes = new ArrayList<>(List.of(probe, useradd));
    Probe.Group own = new Probe.Group(name);
    probes.add(own);
    arguments.text("group").ifPresent(group -> probes.add(new Probe.Group(group)));
    if (arguments.has("groups")) {
      probes.add(groups);
    }
    boolean secret =
        List.of(
                "password",
                "expires",
                "password_lock",
                "password_expire_max",
                "password_expire_min")
            .stream()
            .anyMatch(arguments::has);
    if (secret) {
      probes.add(shadow);
    }
    Answers answers = invocation.machine().ask(probes);
    Optional<Account> current = answers.user(probe).filter(account -> account.name().equals(name));
    UserPlan plan =
        new UserPlan(
            arguments,
            answers.which(useradd).isPresent(),
            current,
            arguments.text("group").flatMap(group -> answers.group(new Probe.Group(group))),
            answers.group(own).isPresent(),
            arguments.has("groups")
                ? List.of(answers.of(groups).text().strip().split("\\s+"))
                : List.of(),
            secret ? answers.of(shadow).text().strip() : "");
    ModuleResult result =
        arguments.must("state").equals("absent")
            ? absent(invocation, plan, current)
            : present(invocation, plan, current);
    return result.warning(warnings(arguments, current.isPresent(), invocation.checkMode()));
  }

  private static List<String> warnings(Parameters arguments, boolean there, boolean checkMode) {
    List<String> warnings = new ArrayList<>();
    if (arguments.on("local")) {
      warnings.addAll(
          Collections.nCopies(
              timesMissed(arguments, there, checkMode),
              NOT_LOCAL.formatted(arguments.must("name"))));
    }
    if (arguments.on("append") && !arguments.has("groups")) {
      warnings.add(APPEND_WITHOUT_GROUPS);
    }
    if (arguments.text("password").filter(UserModule::looksPlain).isPresent()) {
      warnings.add(PLAIN);
    }
    return warnings;
  }

  /// How often Ansible's module looks for a local account without finding it.
  private static int timesMissed(Parameters arguments, boolean there, boolean checkMode) {
    if (arguments.must("state").equals("present")) {
      return there ? 0 : 1;
    }
    return there ? (checkMode ? 0 : 1) : 2;
  }

  /// Whether a password is none that a hash gives, nor one that only disables the account.
  private static boolean looksPlain(String password) {
    if (password.isEmpty() || DISABLING.contains(password)) {
      return false;
    }
    String[] fields = password.split("\\$", -1);
    if (fields.length < 3 || UNHASHED.matcher(password).find()) {
      return true;
    }
    String digest = fields[fields.length - 1];
    return OUTSIDE.matcher(digest).find()
        || digest.length() != DIGESTS.getOrDefault(fields[1], digest.length());
  }

  private static ModuleResult absent(
      Invocation invocation, UserPlan plan, Optional<Account> current) {
    Parameters arguments = invocation.arguments();
    ModuleResult result =
        ModuleResult.changed(current.isPresent())
            .with("name", arguments.must("name"))
            .with("state", "absent");
    if (current.isEmpty()) {
      return result;
    }
    if (!invocation.checkMode()) {
      apply(invocation, plan.removal(), List.of());
    }
    return result.with("force", arguments.on("force")).with("remove", arguments.on("remove"));
  }

  private static Outcomes apply(Invocation invocation, List<Step> steps, List<Probe> after) {
    Outcomes outcomes = invocation.machine().submit(steps, after);
    outcomes
        .failure()
        .ifPresent(ran -> {
          throw ModuleFailure.of(ran.errors())
              .with("name", invocation.arguments().must("name"))
              .with("rc", Int.of(ran.status()));
        });
    return outcomes;
  }

  private static ModuleResult present(
      Invocation invocation, UserPlan plan, Optional<Account> current) {
    Parameters arguments = invocation.arguments();
    String name = arguments.must("name");
    List<Step> steps = current.isEmpty() ? plan.creation() : plan.changes();
    if (current.isEmpty() && invocation.checkMode()) {
      return ModuleResult.changed(true);
    }
    ModuleResult result =
        ModuleResult.changed(!steps.isEmpty()).with("name", name).with("state", "present");
    result =
        current.isEmpty()
            ? result
                .with("system", arguments.on("system"))
                .with("create_home", arguments.on("create_home"))
            : result
                .with("append", arguments.on("append"))
                .with("move_home", arguments.on("move_home"));
    if (arguments.has("password")) {
      result = result.with("password", "NOT_LOGGING_PASSWORD");
    }
    if (invocation.checkMode()) {
      return described(result, arguments, current.orElseThrow());
    }
    Probe.User probe = new Probe.User(name);
    Account account =
        steps.isEmpty()
            ? current.orElseThrow()
            : apply(invocation, steps, List.of(probe))
                .after()
                .user(probe)
                .orElseThrow(() -> ModuleFailure.of("failed to look up user name: " + name));
    return new UserHome(invocation, account).complete(described(result, arguments, account));
  }

  private static ModuleResult described(
      ModuleResult result, Parameters arguments, Account account) {
    ModuleResult described =
        result
            .with("uid", account.id())
            .with("group", Long.parseLong(account.field(3)))
            .with("comment", account.field(4))
            .with("home", account.field(5))
            .with("shell", account.field(6));
    return arguments.has("groups")
        ? described.with("groups", String.join(",", arguments.texts("groups")))
        : described;
  }
}
