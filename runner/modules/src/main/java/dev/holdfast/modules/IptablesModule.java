package dev.holdfast.modules;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `iptables`: one rule, policy or chain of the running firewall. Needs `iptables` or `ip6tables`.
final class IptablesModule implements Module {
  private static final Pattern POLICY = Pattern.compile("\\(policy ([A-Z]+)\\)");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "iptables",
        ArgumentSpec.of(
                Argument.str("table")
                    .or("filter")
                    .choices("filter", "nat", "mangle", "raw", "security"),
                Argument.str("state").or("present").choices("absent", "present"),
                Argument.str("action").or("append").choices("append", "insert"),
                Argument.str("ip_version").or("ipv4").choices("ipv4", "ipv6"),
                Argument.str("chain"),
                Argument.str("rule_num"),
                Argument.bool("flush", false),
                Argument.str("policy").choices("ACCEPT", "DROP", "QUEUE", "RETURN"),
                Argument.bool("chain_management", false))
            .with(IptablesRule.ARGUMENTS)
            .with(
                Rule.exclusive("set_dscp_mark", "set_dscp_mark_class"),
                Rule.exclusive("flush", "policy"),
                Rule.when("jump", "TEE", "gateway"),
                Rule.when("jump", "tee", "gateway")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One rule on one machine.
  private static final class Work {
    private final Invocation invocation;
    private final Tools tools;
    private final String program;
    private final String shown;
    private Parameters arguments;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.tools = Tools.of(invocation);
      this.shown = String.join(" ", IptablesRule.words(arguments));
      this.program =
          tools.must(arguments.must("ip_version").equals("ipv4") ? "iptables" : "ip6tables");
    }

    ModuleResult run() {
      if (!arguments.on("flush") && !arguments.has("chain")) {
        throw ModuleFailure.of("Either chain or flush parameter must be specified.");
      }
      logging();
      version();
      return result(changed());
    }

    private ModuleResult result(boolean changed) {
      return ModuleResult.changed(changed)
          .with("failed", false)
          .with("ip_version", arguments.must("ip_version"))
          .with("table", arguments.must("table"))
          .with("chain", arguments.value("chain").orElse(None.NONE))
          .with("flush", arguments.on("flush"))
          .with("rule", shown)
          .with("state", arguments.must("state"))
          .with("chain_management", arguments.on("chain_management"));
    }

    private void logging() {
      boolean logs = given("log_prefix") || given("log_level");
      if (logs && !arguments.has("jump")) {
        arguments = arguments.with("jump", Str.of("LOG"));
      } else if (logs && !arguments.must("jump").equals("LOG")) {
        throw ModuleFailure.of("Logging options can only be used with the LOG jump target.");
      }
    }

    private boolean given(String name) {
      return arguments.text(name).filter(text -> !text.isEmpty()).isPresent();
    }

    /// Old versions cannot wait for the lock, or not for so many seconds.
    private void version() {
      String text = tools.checked(List.of(program, "--version")).text();
      Matcher version = Pattern.compile("v(\\d+)\\.(\\d+)\\.(\\d+)").matcher(text);
      int number =
          version.find()
              ? Integer.parseInt(version.group(1)) * 10000
                  + Integer.parseInt(version.group(2)) * 100
                  + Integer.parseInt(version.group(3))
              : 0;
      if (number < 10600) {
        arguments = arguments.with("wait", number < 10420 ? None.NONE : (Value) Str.of(""));
      }
    }

    private List<String> line(String action, boolean rule) {
      List<String> words = new ArrayList<>(List.of(program, "-t", arguments.must("table"), action));
      arguments.text("chain").ifPresent(words::add);
      if (action.equals("-I")) {
        arguments.text("rule_num").filter(text -> !text.isEmpty()).ifPresent(words::add);
      }
      if (rule) {
        words.addAll(IptablesRule.words(arguments));
      }
      return words;
    }

    private void act(List<String> words) {
      if (!invocation.checkMode()) {
        tools.checked(words);
      }
    }

    private boolean changed() {
      if (arguments.on("flush")) {
        act(line("-F", false));
        return true;
      }
      if (given("policy")) {
        return policy();
      }
      boolean present = arguments.must("state").equals("present");
      if (!present && shown.isEmpty()) {
        boolean there = tools.run(line("-L", false)).ok();
        if (there && arguments.on("chain_management")) {
          act(line("-X", false));
        }
        return there;
      }
      boolean there = tools.run(line("-C", true)).ok();
      if (there == present) {
        return false;
      }
      if (!present) {
        act(line("-D", true));
        return true;
      }
      if (arguments.on("chain_management") && !tools.run(line("-L", false)).ok()) {
        act(line("-N", false));
      }
      act(line(arguments.must("action").equals("insert") ? "-I" : "-A", true));
      return true;
    }

    private boolean policy() {
      Ran ran = tools.checked(line("-L", false));
      Optional<String> now =
          ran.text()
              .lines()
              .findFirst()
              .map(POLICY::matcher)
              .filter(Matcher::find)
              .map(hit -> hit.group(1));
      if (now.isEmpty()) {
        throw ModuleFailure.of("Can't detect current policy");
      }
      boolean differs = !now.get().equals(arguments.must("policy"));
      if (differs) {
        act(Tools.words(line("-P", false), arguments.must("policy")));
      }
      return differs;
    }
  }
}
