package dev.holdfast.cli.output;

import dev.holdfast.cli.output.Screen.Colour;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Value;
import java.util.Set;

/// One entry a host, as `ansible` prints it.
final class MinimalOutput extends QuietOutput {
  private static final Set<String> PLAIN_TEXT =
      Set.of("command", "win_command", "shell", "win_shell", "raw");

  private final ResultText results;
  private final DiffText diffs;
  private final Notices notices;

  MinimalOutput(Screen screen, DefaultOutput.Options options) {
    super(screen);
    this.results =
        new ResultText(new ResultText.Style(options.verbosity(), options.form(), options.pretty()));
    this.diffs = new DiffText(screen, options.diffContext());
    this.notices = new Notices(screen, options.verbosity(), options.actionWarnings());
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Ok ok -> ok(ok.result());
      case Event.Failed failed -> failed(failed.result());
      case Event.Skipped skipped ->
          screen().line(skipped.result().host() + " | SKIPPED", Colour.SKIP);
      case Event.Unreachable unreachable -> {
        TaskResult result = unreachable.result();
        screen()
            .line(
                result.host()
                    + " | UNREACHABLE! => "
                    + results.pretty(ResultText.bare(result.result())),
                Colour.UNREACHABLE);
      }
      case Event.Diff diff -> diff(diff.result().result());
      default -> super.on(event);
    }
  }

  /// Whether a result is shown by its streams.
  static boolean isText(TaskResult result, String unless) {
    return PLAIN_TEXT.contains(ActionNames.base(result.task().action()))
        && result.result().get(unless).isEmpty();
  }

  private void ok(TaskResult result) {
    DictValue clean = ResultText.clean(result.result(), result.task().action());
    notices.warnings(clean);
    Colour colour = result.changed() ? Colour.CHANGED : Colour.OK;
    String state = result.changed() ? "CHANGED" : "SUCCESS";
    String text =
        isText(result, "ansible_job_id")
            ? streams(result.host(), clean, state)
            : result.host() + " | " + state + " => " + results.pretty(clean);
    screen().line(text, colour);
  }

  private void failed(TaskResult result) {
    DictValue bare = ResultText.bare(result.result());
    notices.exception(bare, false);
    notices.warnings(bare);
    String text =
        isText(result, "module_stderr")
            ? streams(result.host(), bare, "FAILED")
            : result.host() + " | FAILED! => " + results.pretty(bare);
    screen().line(text, Colour.ERROR);
  }

  private static String streams(String host, DictValue result, String caption) {
    return host
        + " | "
        + caption
        + " | rc="
        + result.get("rc").map(Text::str).orElse("-1")
        + " >>\n"
        + text(result, "stdout")
        + text(result, "stderr")
        + text(result, "msg")
        + "\n";
  }

  static String text(DictValue result, String name) {
    return result.get(name).map(Text::str).orElse("");
  }

  private void diff(DictValue result) {
    Value diff = result.get("diff").orElse(new DictValue());
    if (Truth.of(diff)) {
      screen().line(diffs.of(diff));
    }
  }
}
