package dev.holdfast.framework.engine;

import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.Optional;

/// Checks what data sources and ephemeral resources return: the configuration, as it was written,
/// with the computed attributes filled in and known.
final class Results {

  private Results() {}

  static Value complete(
      Exchange<?> exchange,
      Shape shape,
      Value.Obj config,
      Optional<Value.Obj> result,
      String what,
      String typeName) {
    if (result.isEmpty()) {
      if (!exchange.diagnostics().hasErrors()) {
        exchange
            .diagnostics()
            .error(
                "Unable to read the " + what,
                typeName
                    + " returned neither a value nor a reason. This is a bug in the provider.");
      }
      return Values.NULL;
    }
    Conformance.Fitted conforming =
        config.isWhollyKnown()
            ? Conform.known(shape, result.get())
            : Conform.planned(shape, result.get());
    Checks.misfits(conforming, what, exchange.diagnostics());
    Value spelled = Spelling.kept(shape.body(), config, conforming.value());
    if (!exchange.diagnostics().hasErrors()) {
      Checks.echoed(shape, config, spelled, exchange.diagnostics());
    }
    return spelled;
  }
}
