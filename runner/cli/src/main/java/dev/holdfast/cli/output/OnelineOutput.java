package dev.holdfast.cli.output;

import dev.holdfast.cli.output.Screen.Colour;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;

/// One line a host, as `ansible --one-line` prints it.
final class OnelineOutput extends QuietOutput {
  private final ResultText results;
  private final int verbosity;

  OnelineOutput(Screen screen, DefaultOutput.Options options) {
    super(screen);
    this.results =
        new ResultText(
            new ResultText.Style(
                options.verbosity(), ResultText.Form.JSON, java.util.Optional.empty()));
    this.verbosity = options.verbosity();
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
                result.host() + " | UNREACHABLE!: " + MinimalOutput.text(result.result(), "msg"),
                Colour.UNREACHABLE);
      }
      default -> super.on(event);
    }
  }

  private void ok(TaskResult result) {
    Colour colour = result.changed() ? Colour.CHANGED : Colour.OK;
    String state = result.changed() ? "CHANGED" : "SUCCESS";
    String text =
        MinimalOutput.isText(result, "ansible_job_id")
            ? streams(result, state)
            : result.host()
                + " | "
                + state
                + " => "
                + results.oneLine(ResultText.bare(result.result()));
    screen().line(text, colour);
  }

  private void failed(TaskResult result) {
    DictValue bare = ResultText.bare(result.result());
    if (bare.get("exception").isPresent()) {
      exception(result, MinimalOutput.text(bare, "exception"));
    }
    screen().line(result.host() + " | FAILED! => " + results.oneLine(bare), Colour.ERROR);
  }

  private void exception(TaskResult result, String text) {
    if (MinimalOutput.isText(result, "module_stderr")) {
      screen().line(streams(result, "FAILED"), Colour.ERROR);
      return;
    }
    String stripped = text.strip();
    screen()
        .line(
            verbosity < 3
                ? "An exception occurred during task execution. To see the full traceback, use -vvv."
                    + " The error was: "
                    + stripped.substring(stripped.lastIndexOf('\n') + 1)
                : "An exception occurred during task execution. The full traceback is:\n"
                    + text.replace("\n", ""),
            Colour.ERROR);
  }

  private static String streams(TaskResult result, String caption) {
    DictValue values = result.result();
    String head =
        result.host()
            + " | "
            + caption
            + " | rc="
            + values.get("rc").map(Text::str).orElse("-1")
            + " | (stdout) "
            + flat(MinimalOutput.text(values, "stdout"));
    String stderr = MinimalOutput.text(values, "stderr");
    return stderr.isEmpty() ? head : head + " (stderr) " + flat(stderr);
  }

  private static String flat(String text) {
    return text.replace("\n", "\\n").replace("\r", "\\r");
  }
}
