package dev.holdfast.engine.action;

import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Optional;

/// `debug`, `fail` and `assert`: what only tells or judges.
final class Messages {
  /// Marks results that are shown whole without `-v`.
  private static final String SHOWN = "_ansible_verbose_always";

  private Messages() {}

  static Action.Outcome debug(ActionContext context) {
    Arguments.allow(context, "msg", "var", "verbosity");
    DictValue arguments = context.arguments();
    if (arguments.get("msg").isPresent() && arguments.get("var").isPresent()) {
      throw ModuleFailure.of("'msg' and 'var' are incompatible options");
    }
    long wanted =
        arguments.get("verbosity").map(v -> Arguments.number(context, "verbosity", v)).orElse(0L);
    DictValue result = new DictValue();
    if (wanted > context.modules().verbosity()) {
      return Action.Outcome.of(
          ModuleResult.of(result)
              .with("skipped_reason", "Verbosity threshold not met.")
              .with("skipped", true));
    }
    if (arguments.get("var").isPresent()) {
      variable(context, arguments.get("var").get(), result);
    } else {
      result.put("msg", arguments.get("msg").orElse(Str.unsafe("Hello world!")));
    }
    return Action.Outcome.of(ModuleResult.of(result).with(SHOWN, true));
  }

  private static void variable(ActionContext context, Value var, DictValue result) {
    Value shown;
    try {
      shown =
          var instanceof Str str
              ? context.templates().bare(str.text())
              : context.templates().template(var);
      if (Comparison.equal(shown, var)) {
        if (!(shown instanceof Str text)) {
          throw new UndefinedError("");
        }
        shown = context.templates().evaluate(text.text());
      }
    } catch (UndefinedError undefined) {
      String detail = context.modules().verbosity() > 0 ? ": " + undefined.getMessage() : "";
      shown = Str.unsafe("VARIABLE IS NOT DEFINED!" + detail);
    }
    boolean container = var instanceof ListValue || var instanceof DictValue;
    Value key =
        container ? Str.unsafe("<class '" + Types.name(var) + "'>") : Str.unsafe(Text.str(var));
    result.put(key, shown);
  }

  static Action.Outcome fail(ActionContext context) {
    Arguments.allow(context, "msg");
    Value message =
        context.arguments().get("msg").orElse(Str.unsafe("Failed as requested from task"));
    return Action.Outcome.of(ModuleResult.changed(false).with("failed", true).with("msg", message));
  }

  static Action.Outcome asserting(ActionContext context) {
    Arguments.allow(context, "fail_msg", "msg", "quiet", "success_msg", "that");
    DictValue arguments = context.arguments();
    if (arguments.get("that").isEmpty()) {
      throw ModuleFailure.of("conditional required in \"that\" string");
    }
    Value failure =
        message(
            arguments.get("fail_msg").or(() -> arguments.get("msg")),
            "Assertion failed",
            "fail_msg or msg");
    Value success = message(arguments.get("success_msg"), "All assertions passed", "success_msg");
    boolean quiet = Arguments.flag(arguments, "quiet", false);
    for (Value that : conditions(context)) {
      if (!context.templates().condition(that)) {
        return shown(
            ModuleResult.changed(false)
                .with("failed", true)
                .with("evaluated_to", false)
                .with("assertion", that)
                .with("msg", failure),
            quiet);
      }
    }
    return shown(ModuleResult.changed(false).with("msg", success), quiet);
  }

  private static Action.Outcome shown(ModuleResult result, boolean quiet) {
    return Action.Outcome.of(quiet ? result : result.with(SHOWN, true));
  }

  private static List<Value> conditions(ActionContext context) {
    Value that = context.raw().get("that").or(() -> context.arguments().get("that")).orElseThrow();
    Value resolved = that instanceof Str ? context.templates().template(that) : that;
    return resolved instanceof ListValue list ? list.items() : List.of(resolved);
  }

  private static Value message(Optional<Value> given, String otherwise, String names) {
    if (given.isEmpty()) {
      return Str.unsafe(otherwise);
    }
    Value value = given.get();
    if (value instanceof ListValue list) {
      if (!list.items().stream().allMatch(Str.class::isInstance)) {
        throw ModuleFailure.of(
            "Type of one of the elements in " + names + " list is not string type");
      }
      return value;
    }
    if (!(value instanceof Str)) {
      throw ModuleFailure.of(
          "Incorrect type for "
              + names
              + ", expected a string or list and got <class '"
              + Types.name(value)
              + "'>");
    }
    return value;
  }
}
