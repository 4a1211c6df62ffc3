package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.transport.Payload;

/// `dpkg_selections`: what dpkg shall do with a package, such as hold it.
final class DpkgSelectionsModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "dpkg_selections",
        ArgumentSpec.of(
            Argument.str("name").must(),
            Argument.str("selection").must().choices("install", "hold", "deinstall", "purge")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String name = arguments.must("name");
    String wanted = arguments.must("selection");
    Probe.Query query = Probe.Query.of("dpkg", "--get-selections", name);
    Ran ran = invocation.machine().ask(query).of(query);
    Programs.must(ran, "dpkg", "the dpkg_selections module serves Debian and its relatives");
    String[] words = ran.text().strip().split("\\s+");
    String current = words.length < 2 ? "not present" : words[1];
    boolean changed = !current.equals(wanted);
    if (changed && !invocation.checkMode()) {
      Command set =
          Command.of("dpkg", "--set-selections").withInput(Payload.of(name + " " + wanted));
      Programs.check(invocation.machine().apply(Step.Run.any(set)).first(), "dpkg");
    }
    return ModuleResult.changed(changed).with("before", current).with("after", wanted);
  }
}
