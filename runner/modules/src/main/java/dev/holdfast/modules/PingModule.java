package dev.holdfast.modules;

import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;

/// `ping`: whether the machine answers at all.
final class PingModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin("ping", ArgumentSpec.of(Argument.str("data").or("pong")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    String data = invocation.arguments().must("data");
    if (data.equals("crash")) {
      throw ModuleFailure.of("boom");
    }
    Probe.Umask alive = new Probe.Umask();
    invocation.machine().ask(alive).umask(alive);
    return ModuleResult.changed(false).with("ping", data);
  }
}
