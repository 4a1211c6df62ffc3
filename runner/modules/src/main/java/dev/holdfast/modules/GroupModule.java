package dev.holdfast.modules;

import dev.holdfast.engine.machine.Account;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `group`: groups of the machine. Where there is no `groupadd`, BusyBox' programs serve.
final class GroupModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "group",
        ArgumentSpec.of(
            Argument.str("state").or("present").choices("absent", "present"),
            Argument.str("name").must(),
            Argument.integer("gid"),
            Argument.bool("system", false),
            Argument.bool("local", false),
            Argument.bool("non_unique", false)));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String name = arguments.must("name");
    Probe.Group probe = new Probe.Group(name);
    Probe.Which shadow = new Probe.Which("groupadd");
    var answers = invocation.machine().ask(probe, shadow);
    Optional<Account> current = answers.group(probe).filter(entry -> entry.name().equals(name));
    boolean present = arguments.must("state").equals("present");
    List<String> command = command(arguments, current, present, answers.which(shadow).isPresent());
    ModuleResult result =
        ModuleResult.changed(!command.isEmpty())
            .with("name", name)
            .with("state", arguments.must("state"));
    if (!command.isEmpty() && invocation.checkMode()) {
      return ModuleResult.changed(true);
    }
    Probe.Group after = new Probe.Group(name);
    Optional<Account> now = current;
    if (!command.isEmpty()) {
      Outcomes outcomes =
          invocation
              .machine()
              .submit(List.of(new Step.Run(Command.of(command), true)), List.of(after));
      outcomes
          .failure()
          .ifPresent(ran -> {
            throw failed(name, ran);
          });
      now = outcomes.after().group(after);
    }
    if (!present) {
      return result;
    }
    return now.map(entry -> result.with("gid", entry.id()).with("system", arguments.on("system")))
        .orElse(result);
  }

  private static ModuleFailure failed(String name, Ran ran) {
    return ModuleFailure.of(ran.errors().isEmpty() ? ran.text() : ran.errors()).with("name", name);
  }

  private static List<String> command(
      Parameters arguments, Optional<Account> current, boolean present, boolean shadow) {
    String name = arguments.must("name");
    Optional<Long> gid = arguments.number("gid");
    List<String> words = new ArrayList<>();
    if (!present) {
      if (current.isPresent()) {
        words.addAll(List.of(shadow ? "groupdel" : "delgroup", name));
      }
      return words;
    }
    if (current.isEmpty()) {
      words.add(shadow ? "groupadd" : "addgroup");
      gid.ifPresent(number -> words.addAll(List.of("-g", Long.toString(number))));
      if (arguments.on("non_unique") && shadow) {
        words.add("-o");
      }
      if (arguments.on("system")) {
        words.add(shadow ? "-r" : "-S");
      }
      words.add(name);
    } else if (gid.isPresent() && gid.get() != current.get().id()) {
      if (!shadow) {
        throw ModuleFailure.of("this machine has no groupmod to change the number of a group")
            .with("name", name);
      }
      words.addAll(List.of("groupmod", "-g", Long.toString(gid.get())));
      if (arguments.on("non_unique")) {
        words.add("-o");
      }
      words.add(name);
    }
    return words;
  }
}
