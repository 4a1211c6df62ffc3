package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.vars.VariableNames;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateSyntaxError;
import dev.holdfast.language.value.Text;
import dev.holdfast.transport.TransportException;

/// Results of tasks whose action did not come to an end of its own.
final class Verdicts {
  private Verdicts() {}

  /// @throws PlaybookException for what no variable can be called
  static void requireRegistrable(String name) {
    if (!VariableNames.valid(name)) {
      throw new PlaybookException("Invalid variable name in 'register' specified: '" + name + "'");
    }
  }

  static DictValue noItems() {
    DictValue result = new DictValue();
    result.put("changed", Bool.FALSE);
    result.put("skipped", Bool.TRUE);
    result.put("skipped_reason", Str.unsafe("No items in the list"));
    result.put("results", new ListValue());
    return result;
  }

  static DictValue notWanted() {
    DictValue result = new DictValue();
    result.put("changed", Bool.FALSE);
    result.put("skipped", Bool.TRUE);
    result.put("skip_reason", Str.unsafe("Conditional result was False"));
    return result;
  }

  static DictValue failure(String message) {
    DictValue result = new DictValue();
    result.put("changed", Bool.FALSE);
    result.put("failed", Bool.TRUE);
    result.put("msg", Str.unsafe(message));
    return result;
  }

  /// What is wrong with the task itself: nothing was tried, so nothing is said of changes.
  static DictValue mistake(String message) {
    DictValue result = new DictValue();
    result.put("failed", Bool.TRUE);
    result.put("msg", Str.unsafe(message));
    return result;
  }

  /// What Ansible's actions report with a traceback is shown with its last line.
  static DictValue withException(DictValue result) {
    result
        .get("msg")
        .map(Text::str)
        .filter(text -> text.contains(" on the Ansible Controller.\n"))
        .ifPresent(text -> result.put("exception", Str.unsafe(text)));
    return result;
  }

  /// A mistake in a template that Python itself would report.
  static DictValue crash(PythonError mistake) {
    DictValue result = new DictValue();
    result.put("failed", Bool.TRUE);
    result.put("exception", Str.unsafe(mistake.type() + ": " + mistake.getMessage()));
    return result;
  }

  /// A filter or test that nobody has, asked for while a template runs.
  static DictValue crash(TemplateSyntaxError mistake) {
    DictValue result = new DictValue();
    result.put("failed", Bool.TRUE);
    result.put("exception", Str.unsafe(mistake.pythonType() + ": " + mistake.described()));
    return result;
  }

  /// A job that did not end in the time that its task waits for it.
  static DictValue tooLate(DictValue state, String id, String file, int seconds) {
    DictValue arguments = new DictValue();
    int slash = file.lastIndexOf('/');
    arguments.put("_async_dir", Str.unsafe(file.substring(0, Math.max(slash, 0))));
    arguments.put("jid", Str.unsafe(id));
    arguments.put("mode", Str.unsafe("status"));
    DictValue invocation = new DictValue();
    invocation.put("module_args", arguments);
    DictValue asked = DictValue.copyOf(state);
    asked.put("invocation", invocation);
    DictValue result =
        failure("async task did not complete within the requested time - %ds".formatted(seconds));
    result.put("async_result", asked);
    return result;
  }

  static DictValue unreachable(TransportException lost) {

    DictValue result = new DictValue();
    boolean become = lost.reason() == TransportException.Reason.BECOME;
    result.put("changed", Bool.FALSE);
    String text = String.valueOf(lost.getMessage());
    result.put("msg", Str.unsafe(become ? text : "Failed to connect to the host via ssh: " + text));
    result.put(become ? "failed" : "unreachable", Bool.TRUE);
    return result;
  }
}
