package dev.holdfast.cli.output;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.event.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file for each host with its last result.
final class TreeOutput implements EventSink {
  private final Path folder;
  private final Screen screen;
  private final ResultText results;

  TreeOutput(Path folder, Screen screen, int verbosity) {
    this.folder = folder;
    this.screen = screen;
    this.results =
        new ResultText(new ResultText.Style(verbosity, ResultText.Form.JSON, Optional.empty()));
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Ok ok -> write(ok.result());
      case Event.Failed failed -> write(failed.result());
      case Event.Unreachable unreachable -> write(unreachable.result());
      default -> {
        // Only results are kept.
      }
    }
  }

  private void write(TaskResult result) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(result.host()), results.of(ResultText.bare(result.result())));
    } catch (IOException e) {
      screen.warning("Unable to write to " + result.host() + "'s file: " + e.getMessage());
    }
  }
}
