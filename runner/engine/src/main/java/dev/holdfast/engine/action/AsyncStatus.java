package dev.holdfast.engine.action;

import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `async_status`: how an asynchronous job stands, or its removal.
public final class AsyncStatus {
  private static final Set<String> MODES = Set.of("cleanup", "status");

  private AsyncStatus() {}

  static Action.Outcome run(ActionContext context) {
    Arguments.allow(context, "jid", "mode");
    DictValue arguments = context.arguments();
    String id =
        Arguments.text(arguments, "jid")
            .orElseThrow(() -> ModuleFailure.of("missing required arguments: jid"));
    String mode = Arguments.text(arguments, "mode").orElse("status");
    if (!MODES.contains(mode)) {
      throw ModuleFailure.of(
          "value of mode must be one of: status, cleanup, got: %s".formatted(mode));
    }
    if (id.contains("/") || id.startsWith(".")) {
      throw ModuleFailure.of("jid must be the name of a job, got: " + id);
    }
    return Action.Outcome.of(
        ModuleResult.of(mode.equals("cleanup") ? erase(context, id) : status(context.jobs(), id)));
  }

  private static DictValue erase(ActionContext context, String id) {
    if (context.jobs().state(id).isEmpty()) {
      return notFound(context.jobs(), id);
    }
    context.jobs().erase(id);
    DictValue result = frame(id);
    result.put("erased", Str.unsafe(context.jobs().file(id)));
    result.put("finished", Int.of(0));
    result.put("started", Int.of(0));
    return result;
  }

  /// The job's state as a result: with what its module gave, once it has ended.
  public static DictValue status(ActionContext.Jobs jobs, String id) {
    Optional<DictValue> state = jobs.state(id);
    if (state.isEmpty()) {
      return notFound(jobs, id);
    }
    DictValue result = frame(id);
    result.put("results_file", Str.unsafe(jobs.file(id)));
    for (Map.Entry<Value, Value> entry : state.get().entries().entrySet()) {
      result.put(Text.str(entry.getKey()), entry.getValue());
    }
    return result;
  }

  private static DictValue notFound(ActionContext.Jobs jobs, String id) {
    DictValue result = frame(id);
    result.put("results_file", Str.unsafe(jobs.file(id)));
    result.put("started", Int.of(1));
    result.put("finished", Int.of(1));
    return ModuleResult.of(result).with("failed", true).with("msg", "could not find job").values();
  }

  private static DictValue frame(String id) {
    DictValue result = new DictValue();
    result.put("ansible_job_id", Str.unsafe(id));
    for (String output : new String[] {"stdout", "stderr"}) {
      result.put(output, Str.unsafe(""));
      result.put(output + "_lines", new ListValue());
    }
    return result;
  }
}
