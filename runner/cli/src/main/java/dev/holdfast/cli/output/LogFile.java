package dev.holdfast.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The file of the setting `log_path`: every line of output with its time.
public final class LogFile implements AutoCloseable {
  private final Writer writer;
  private final Clock clock;
  private final DateTimeFormatter times;
  private final String middle;

  private LogFile(Writer writer, Clock clock, String user) {
    this.writer = writer;
    this.clock = clock;
    this.times =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    this.middle = " p=" + ProcessHandle.current().pid() + " u=" + user + " n=ansible | ";
  }

  /// Opens the file for adding; empty where that cannot be done.
  static Optional<LogFile> open(Path file, Clock clock) {
    try {
      Writer writer =
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return Optional.of(new LogFile(writer, clock, System.getProperty("user.name", "")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Adds a text as it is shown, without its colours.
  void add(String text) {
    try {
      writer.write(times.format(clock.instant()) + middle + text.replaceFirst("^\n+", "") + "\n");
      writer.flush();
    } catch (IOException e) {
      // A full disk must not end the run whose lines it cannot hold.
      return;
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      return;
    }
  }
}
