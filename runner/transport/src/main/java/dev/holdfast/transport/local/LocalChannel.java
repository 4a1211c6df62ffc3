package dev.holdfast.transport.local;

import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Channels;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/// One process of this machine.
final class LocalChannel implements Channel {
  private final Channels channels;
  private final Process process;
  private final Consumer<LocalChannel> closed;

  LocalChannel(Channels channels, Process process, Consumer<LocalChannel> closed) {
    this.channels = channels;
    this.process = process;
    this.closed = closed;
  }

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public InputStream stdout() {
    return process.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  @Override
  public int await() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw channels.lost("a command", e);
    }
  }

  @Override
  public void signal(String name) {
    boolean kill = name.equals("KILL");
    process
        .descendants()
        .forEach(child -> {
          boolean _ = kill ? child.destroyForcibly() : child.destroy();
        });
    if (kill) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
  }

  /// Ends the process and what it started; what a command left behind on purpose is no child any
  /// more and stays.
  @Override
  public void close() {
    closed.accept(this);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    for (AutoCloseable stream :
        new AutoCloseable[] {
          process.getOutputStream(), process.getInputStream(), process.getErrorStream()
        }) {
      try {
        stream.close();
      } catch (Exception e) {
        // It was closed by the other side first.
        if (!(e instanceof IOException)) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
