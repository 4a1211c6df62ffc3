package dev.holdfast.engine.module;

import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.io.Serial;

/// A module's failure, as `fail_json` reports it: a message and what else the result says.
public final class ModuleFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient ModuleResult result;

  public ModuleFailure(ModuleResult result) {
    super(result.text("msg").orElse("MODULE FAILURE"));
    this.result = result;
  }

  public static ModuleFailure of(String message) {
    return new ModuleFailure(ModuleResult.failed(message));
  }

  public ModuleFailure with(String name, Value value) {
    return new ModuleFailure(result.with(name, value));
  }

  public ModuleFailure with(String name, String value) {
    return with(name, Str.unsafe(value));
  }

  public ModuleResult result() {
    return result;
  }
}
