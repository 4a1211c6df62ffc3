package dev.holdfast.lab;

import dev.holdfast.simulator.proxmox.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Appends the requests that came since the last look to a file, a line each.
final class LabRequestLog {

  private final Path file;
  private final Supplier<List<RecordedRequest>> source;
  private int written;

  /// Begins with an empty file, and with the requests from now on.
  LabRequestLog(Path file, Supplier<List<RecordedRequest>> source) {
    this.file = file;
    this.source = source;
    written = source.get().size();
    append(
        "",
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  void update() {
    List<RecordedRequest> all = source.get();
    String lines =
        all.subList(written, all.size()).stream()
            .map(LabRequestLog::line)
            .collect(Collectors.joining());
    written = all.size();
    if (!lines.isEmpty()) {
      append(lines, StandardOpenOption.APPEND);
    }
  }

  private static String line(RecordedRequest request) {
    return "%s %s %d%n".formatted(request.method(), request.path(), request.status());
  }

  private void append(String text, StandardOpenOption... how) {
    try {
      Files.writeString(file, text, how);
    } catch (IOException e) {
      throw new LabException("The lab cannot write " + file + ".", e);
    }
  }
}
