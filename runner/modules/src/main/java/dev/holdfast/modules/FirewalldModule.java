package dev.holdfast.modules;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.ArgumentType;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `firewalld`: zones of firewalld, running and kept, through `firewall-cmd`, or through
/// `firewall-offline-cmd` where the firewall does not run.
final class FirewalldModule implements Module {
  private static final List<String> SUBJECTS =
      List.of(
          "icmp_block",
          "icmp_block_inversion",
          "service",
          "protocol",
          "port",
          "port_forward",
          "rich_rule",
          "interface",
          "masquerade",
          "source",
          "target");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "ansible.posix",
        "firewalld",
        ArgumentSpec.of(
                Argument.str("icmp_block"),
                Argument.str("icmp_block_inversion"),
                Argument.str("service"),
                Argument.str("protocol"),
                Argument.str("port"),
                Argument.listOf(ArgumentType.DICT, "port_forward"),
                Argument.str("rich_rule"),
                Argument.str("zone"),
                Argument.bool("immediate", false),
                Argument.str("source"),
                Argument.bool("permanent"),
                Argument.str("state").must().choices("absent", "disabled", "enabled", "present"),
                Argument.integer("timeout").or(0),
                Argument.str("interface"),
                Argument.str("masquerade"),
                Argument.bool("offline"),
                Argument.str("target").choices("default", "ACCEPT", "DROP", "%%REJECT%%"))
            .with(
                Rule.by("interface", "zone"),
                Rule.by("target", "zone"),
                Rule.by("source", "permanent"),
                new Rule.MutuallyExclusive(SUBJECTS)));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// What is asked and done with one thing of a zone.
  ///
  /// @param name as `firewall-cmd` has it, such as `service`
  /// @param value empty for a switch
  /// @param message what is said of a change
  private record Subject(String name, Optional<String> value, String message) {
    List<String> words(String verb) {
      return value
          .map(text -> List.of("--%s-%s=%s".formatted(verb, name, text)))
          .orElse(List.of("--%s-%s".formatted(verb, name)));
    }
  }

  /// One zone.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final Tools tools;
    private final String state;
    private final boolean permanent;
    private final boolean immediate;
    private final boolean running;
    private final String zone;
    private final List<String> messages = new ArrayList<>();

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.tools = Tools.of(invocation);
      this.state = arguments.must("state");
      this.permanent = arguments.on("permanent");
      this.immediate = arguments.on("immediate") || !permanent;
      Ran asked = tools.run(tools.must("firewall-cmd"), "--state");
      this.running = asked.ok();
      if (immediate && !running) {
        throw ModuleFailure.of(
            "firewall is not currently running, unable to perform immediate actions without a"
                + " running firewall daemon");
      }
      refuse();
      this.zone =
          arguments
              .text("zone")
              .orElseGet(() -> command(!immediate, List.of("--get-default-zone")).text().strip());
    }

    private void refuse() {
      boolean modifies =
          SUBJECTS.stream()
              .anyMatch(each -> arguments.text(each).filter(text -> !text.isEmpty()).isPresent());
      boolean whole = state.equals("absent") || state.equals("present");
      if (modifies && whole && !arguments.has("target")) {
        throw ModuleFailure.of(
            "absent and present state can only be used in zone level operations");
      }
      arguments
          .text("port")
          .filter(port -> !port.strip().matches("[^/]+/[^/]+"))
          .ifPresent(_ -> {
            throw ModuleFailure.of("improper port format (missing protocol?)");
          });
    }

    /// `firewall-offline-cmd` knows no `--permanent`: all it does is.
    private Ran command(boolean kept, List<String> words) {
      List<String> line = new ArrayList<>();
      line.add(tools.must(running ? "firewall-cmd" : "firewall-offline-cmd"));
      if (kept && running) {
        line.add("--permanent");
      }
      line.addAll(words);
      return tools.plain(line);
    }

    private Ran inZone(boolean kept, List<String> words) {
      List<String> line = new ArrayList<>(List.of("--zone=" + zone));
      line.addAll(words);
      return command(kept, line);
    }

    ModuleResult run() {
      boolean changed;
      if (arguments.has("target")) {
        changed = target();
      } else {
        Optional<Subject> subject = subject();
        changed =
            subject.isPresent()
                ? change(subject.get())
                : (state.equals("absent") || state.equals("present")) && zone();
      }
      if (changed && invocation.checkMode()) {
        return ModuleResult.changed(true);
      }
      if (!running) {
        messages.add("(offline operation: only on-disk configs were altered)");
      }
      return ModuleResult.changed(changed).with("msg", String.join(", ", messages));
    }

    private Optional<Subject> subject() {
      for (String name : List.of("icmp_block", "service", "protocol", "rich_rule")) {
        Optional<String> value = arguments.text(name);
        if (value.isPresent()) {
          String option =
              name.replace("icmp_block", "icmp-block").replace("rich_rule", "rich-rule");
          String label = name.replace("icmp_block", "icmp-block");
          return Optional.of(
              new Subject(
                  option, value, "Changed %s %s to %s".formatted(label, value.get(), state)));
        }
      }
      if (arguments.has("port")) {
        String port = arguments.must("port").strip();
        return Optional.of(
            new Subject("port", Optional.of(port), "Changed port %s to %s".formatted(port, state)));
      }
      if (arguments.has("port_forward")) {
        return Optional.of(forward());
      }
      for (String name : List.of("interface", "source")) {
        Optional<String> value = arguments.text(name);
        if (value.isPresent()) {
          String text =
              state.equals("enabled")
                  ? (name.equals("source") ? "Added %s to zone %s" : "Changed %s to zone %s")
                  : "Removed %s from zone %s";
          return Optional.of(new Subject(name, value, text.formatted(value.get(), zone)));
        }
      }
      return toggle();
    }

    private Optional<Subject> toggle() {
      if (arguments.has("icmp_block_inversion")) {
        return Optional.of(
            new Subject(
                "icmp-block-inversion",
                Optional.empty(),
                "Changed icmp-block-inversion %s to %s"
                    .formatted(arguments.must("icmp_block_inversion"), state)));
      }
      if (arguments.has("masquerade")) {
        return Optional.of(
            new Subject(
                "masquerade",
                Optional.empty(),
                (wanted() ? "Added masquerade to zone " : "Removed masquerade from zone ") + zone));
      }
      return Optional.empty();
    }

    private Subject forward() {
      List<DictValue> given = new ArrayList<>();
      if (arguments.value("port_forward").orElse(None.NONE) instanceof ListValue list) {
        list.items().forEach(item -> given.add((DictValue) item));
      }
      if (given.size() != 1) {
        throw ModuleFailure.of("Only one port forward supported at a time");
      }
      DictValue one = given.getFirst();
      String port = needed(one, "port", "port must be specified for port forward");
      String proto = needed(one, "proto", "proto udp/tcp must be specified for port forward");
      String toPort = needed(one, "toport", "toport must be specified for port forward");
      String address = one.get("toaddr").map(Text::str).orElse("");
      String text = "port=%s:proto=%s:toport=%s:toaddr=%s".formatted(port, proto, toPort, address);
      return new Subject(
          "forward-port",
          Optional.of(address.isEmpty() ? text.replace(":toaddr=", "") : text),
          "Changed port_forward %s to %s".formatted(text, state));
    }

    private static String needed(DictValue dict, String name, String message) {
      return dict.get(name).map(Text::str).orElseThrow(() -> ModuleFailure.of(message));
    }

    /// A switch that is off may itself be meant: `masquerade: no` turns the state around.
    private boolean wanted() {
      boolean enabled = state.equals("enabled") || state.equals("present");
      return arguments
              .text("masquerade")
              .or(() -> arguments.text("icmp_block_inversion"))
              .map(text -> text.toLowerCase(java.util.Locale.ROOT).matches("no|false|off|0|n|f"))
              .orElse(false)
          ? !enabled
          : enabled;
    }

    private void mode() {
      messages.add(
          permanent && immediate
              ? "Permanent and Non-Permanent(immediate) operation"
              : permanent ? "Permanent operation" : "Non-permanent operation");
    }

    private boolean change(Subject subject) {
      boolean wanted = wanted();
      boolean changed = false;
      for (boolean kept : new boolean[] {true, false}) {
        if (!(kept ? permanent : immediate) || is(kept, subject) == wanted) {
          continue;
        }
        changed = true;
        if (!invocation.checkMode()) {
          perform(kept, subject, wanted);
        }
      }
      mode();
      if (changed) {
        messages.add(subject.message());
      }
      return changed;
    }

    private boolean is(boolean kept, Subject subject) {
      Ran ran = inZone(kept, subject.words("query"));
      String said = ran.text().strip();
      if (!said.equals("yes") && !said.equals("no")) {
        throw failed(ran);
      }
      return said.equals("yes");
    }

    private static ModuleFailure failed(Ran ran) {
      return ModuleFailure.of(
          "ERROR: Exception caught: " + ran.errors().strip().replaceFirst("^Error: *", "").strip());
    }

    private void perform(boolean kept, Subject subject, boolean wanted) {
      boolean moves = subject.name().equals("interface") && wanted;
      List<String> words =
          new ArrayList<>(subject.words(wanted ? (moves ? "change" : "add") : "remove"));
      long timeout = arguments.number("timeout").orElse(0L);
      if (!kept && wanted && timeout > 0) {
        words.add("--timeout=" + timeout);
      }
      Ran ran = inZone(kept, words);
      if (!ran.ok()) {
        throw failed(ran);
      }
    }

    private void keptOnly() {
      if (immediate) {
        throw ModuleFailure.of(
            "Zone operations must be permanent. Make sure you didn't set the 'permanent' flag to"
                + " 'false' or the 'immediate' flag to 'true'.");
      }
    }

    private boolean target() {
      keptOnly();
      String wanted = arguments.must("target");
      boolean set = state.equals("enabled") || state.equals("present");
      String value = set ? wanted : "default";
      Ran ran = inZone(true, List.of("--get-target"));
      if (!ran.ok()) {
        throw failed(ran);
      }
      boolean is = ran.text().strip().equals(wanted);
      boolean changed = set != is;
      if (changed && !invocation.checkMode()) {
        Ran done = inZone(true, List.of("--set-target=" + value));
        if (!done.ok()) {
          throw failed(done);
        }
      }
      mode();
      if (changed) {
        messages.add(
            set
                ? "Set zone %s target to %s".formatted(zone, wanted)
                : "Reset zone %s target to default".formatted(zone));
      }
      return changed;
    }

    private boolean zone() {
      keptOnly();
      boolean present = state.equals("present");
      boolean there =
          List.of(command(true, List.of("--get-zones")).text().strip().split("\\s+"))
              .contains(zone);
      if (there != present && !invocation.checkMode()) {
        Ran ran = command(true, List.of((present ? "--new-zone=" : "--delete-zone=") + zone));
        if (!ran.ok()) {
          throw failed(ran);
        }
      }
      mode();
      if (there != present) {
        messages.add((present ? "Added zone " : "Removed zone ") + zone);
        messages.add("Changed zone %s to %s".formatted(zone, state));
      }
      return there != present;
    }
  }
}
