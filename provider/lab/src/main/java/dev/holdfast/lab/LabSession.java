package dev.holdfast.lab;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A lab with the files that tell scripts about it, from the start to the end of a process.
final class LabSession implements AutoCloseable {

  private static final int LOG_MILLIS = 200;

  private final Lab lab;
  private final LabFiles files;
  private final Optional<LabRequestLog> log;
  private final CountDownLatch ended = new CountDownLatch(1);

  private LabSession(Lab lab, LabFiles files, Optional<LabRequestLog> log) {
    this.lab = lab;
    this.files = files;
    this.log = log;
  }

  static LabSession start(LabOptions options) {
    Lab lab = Lab.start(options.port());
    LabFiles files = new LabFiles();
    try {
      Optional<LabRequestLog> log =
          options
              .path(LabOptions.Option.REQUEST_LOG)
              .map(file -> new LabRequestLog(file, lab::requests));
      options
          .path(LabOptions.Option.ENV_FILE)
          .ifPresent(file -> files.write(file, lab.environment().shellLines()));
      options
          .path(LabOptions.Option.READY_FILE)
          .ifPresent(file -> files.write(file, ProcessHandle.current().pid() + "\n"));
      return new LabSession(lab, files, log);
    } catch (LabException e) {
      files.close();
      lab.close();
      throw e;
    }
  }

  String greeting() {
    return """
    A simulated Proxmox VE cluster is running: nodes %s, template %d.
    Point Terraform at it:

    %s
    It forgets everything when it ends; Ctrl-C ends it.
    """
        .formatted(
            String.join(" and ", Lab.NODES), LabTemplate.VMID, lab.environment().shellLines());
  }

  /// Lets [#awaitEnd] return.
  void end() {
    ended.countDown();
  }

  /// Returns when the end has come; keeps the request log until then.
  void awaitEnd() {
    try {
      while (!ended.await(LOG_MILLIS, TimeUnit.MILLISECONDS)) {
        log.ifPresent(LabRequestLog::update);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Removes the files and stops the lab; a repeat does nothing.
  @Override
  public synchronized void close() {
    end();
    files.close();
    lab.close();
  }
}
