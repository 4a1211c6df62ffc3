package dev.holdfast.engine.run;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.playbook.Play;
import java.util.List;

/// A run of playbooks from the first play to the recap.
public final class PlaybookRun {
  private final RunState state;
  private final PlayRunner.Parts parts;

  PlaybookRun(RunState state, PlayRunner.Parts parts) {
    this.state = state;
    this.parts = parts;
  }

  /// How a run ended, as the exit status of `ansible-playbook` says.
  public enum Status {
    OK(0),
    FAILED(2),
    UNREACHABLE(4);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /// Runs the plays of one playbook and tells the recap.
  public Status run(String file, List<Play> plays) throws InterruptedException {
    state.tell(new Event.PlaybookStarted(file, plays.size()));
    Status status = Status.OK;
    for (Play play : plays) {
      PlayRunner.End end = new PlayRunner(play, state, parts).run();
      status = status();
      if (end == PlayRunner.End.STOP) {
        status = status == Status.OK ? Status.FAILED : status;
        break;
      }
    }
    state.tell(state.stats());
    if (parts.startAt().missed()) {
      state.tell(
          new Event.Mistake(
              "No matching task \""
                  + parts.options().startAt().orElse("")
                  + "\" found. Note: --start-at-task can only follow static includes."));
    }
    return status;
  }

  private Status status() {
    if (!state.unreachable().isEmpty()) {
      return Status.UNREACHABLE;
    }
    return state.failed().isEmpty() ? Status.OK : Status.FAILED;
  }
}
