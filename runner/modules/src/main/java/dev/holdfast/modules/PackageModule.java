package dev.holdfast.modules;

import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.Map;
import java.util.Optional;

/// `package`: hands its arguments on to the module of the machine's own package manager, which the
/// fact `pkg_mgr` names; facts that nobody gathered are asked for here.
final class PackageModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin("package", ArgumentSpec.of(Argument.raw("use")).opened());
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    String use = invocation.arguments().text("use").orElse("auto");
    String manager = use.equals("auto") ? manager(invocation) : use;
    if (manager.equals("auto")) {
      return ModuleResult.failed(
          "Could not detect which package manager to use. Try gathering facts or setting the"
              + " \"use\" option.");
    }
    String name =
        Modules.named("ansible.legacy." + manager).isPresent()
            ? "ansible.legacy." + manager
            : manager;
    if (Modules.named(name).isEmpty()) {
      return ModuleResult.failed("Could not find a module for %s.".formatted(manager));
    }
    DictValue arguments = DictValue.copyOf(invocation.arguments().values());
    arguments.entries().remove(Str.of("use"));
    return invocation.context().call(name, arguments);
  }

  /// Facts of a delegating task are those of another host, so they are not trusted there.
  private static String manager(Invocation invocation) {
    boolean delegated = invocation.context().variable("ansible_delegated_vars").isPresent();
    Optional<Value> known =
        delegated ? Optional.empty() : invocation.context().variable("ansible_facts");
    return fact(known, "pkg_mgr").orElseGet(() -> asked(invocation));
  }

  private static String asked(Invocation invocation) {
    DictValue arguments =
        DictValue.of(
            Map.of(
                "filter", ListValue.of(Str.of("ansible_pkg_mgr")),
                "gather_subset", ListValue.of(Str.of("!all"))));
    ModuleResult facts = invocation.context().call("setup", arguments);
    if (facts.isFailed()) {
      throw new ModuleFailure(facts);
    }
    return fact(facts.value("ansible_facts"), "ansible_pkg_mgr").orElse("auto");
  }

  private static Optional<String> fact(Optional<Value> facts, String name) {
    return facts
        .filter(DictValue.class::isInstance)
        .flatMap(dict -> ((DictValue) dict).get(name))
        .map(Text::str);
  }
}
