package dev.holdfast.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// The largest resident size that any provider process of a mirror reaches while this is open, as
/// the kernel keeps it (`VmHWM`).
///
/// A provider lives as long as one walk of Terraform, so it is looked at many times a second.
final class PeakMemory implements AutoCloseable {

  private static final long LOOK_EVERY_MILLIS = 15;

  private final String marker;
  private final AtomicLong kilobytes = new AtomicLong();
  private final Thread watcher;

  /// @param marker what stands in the command line of the processes to watch
  PeakMemory(String marker) {
    this.marker = marker;
    this.watcher = Thread.ofPlatform().daemon().name("peak-memory").start(this::watch);
  }

  double mebibytes() {
    return kilobytes.get() / 1024.0;
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      ProcessHandle.current().descendants().forEach(this::look);
      try {
        Thread.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look(ProcessHandle process) {
    Path entry = Path.of("/proc", Long.toString(process.pid()));
    try {
      if (!Files.readString(entry.resolve("cmdline")).contains(marker)) {
        return;
      }
      for (String line : Files.readAllLines(entry.resolve("status"))) {
        if (line.startsWith("VmHWM:")) {
          long seen = Long.parseLong(line.replaceAll("[^0-9]", ""));
          kilobytes.accumulateAndGet(seen, Math::max);
        }
      }
    } catch (IOException e) {
      // The process ended while we looked.
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
