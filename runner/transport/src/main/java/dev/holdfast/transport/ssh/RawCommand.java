package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Spool;
import dev.holdfast.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs one command in a channel of its own: sends its input while it reads both outputs.
final class RawCommand {
  private static final Duration MERCY = Duration.ofSeconds(2);
  private static final int TIMED_OUT = 124;

  /// What takes a command's standard output.
  interface Sink {
    void drain(InputStream stdout) throws IOException;
  }

  private final SshChannels channels;
  private final Timers timers;

  RawCommand(SshChannels channels, Timers timers) {
    this.channels = channels;
    this.timers = timers;
  }

  Answer run(String commandLine, Payload input, Limits limits) {
    Spool stdout = new Spool(limits.outputBytes());
    Outcome outcome =
        run(
            commandLine,
            sink -> {
              try (InputStream content = input.open()) {
                content.transferTo(sink);
              }
            },
            stream -> stream.transferTo(stdout),
            limits);
    return new Answer(outcome.status(), stdout, outcome.errors(), outcome.late());
  }

  /// How a command ended whose standard output went elsewhere.
  record Outcome(int status, Spool errors, boolean late) {
    boolean ok() {
      return status == 0;
    }

    String said() {
      String text = new String(errors.bytes(), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "exit status " + status : text;
    }
  }

  /// What makes a command's standard input.
  interface Source {
    void fill(OutputStream stdin) throws IOException;
  }

  Outcome run(String commandLine, Source source, Sink sink, Limits limits) {
    AtomicBoolean late = new AtomicBoolean();
    try (RemoteChannel channel = channels.exec(commandLine, false);
        Timers.Alarm _ = limit(channel, limits.timeout(), late)) {
      CompletableFuture<Void> fed = new CompletableFuture<>();
      timers.start(() -> feed(channel, source, fed));
      CompletableFuture<Spool> errors = new CompletableFuture<>();
      timers.start(() -> collect(channel, errors, limits));
      sink.drain(channel.stdout());
      Spool stderr = errors.join();
      int status = late.get() ? TIMED_OUT : channel.await();
      if (status == 0) {
        fed.join();
      }
      return new Outcome(status, stderr, late.get());
    } catch (IOException e) {
      throw channels.lost("a command", e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof TransportException failure) {
        throw failure;
      }
      throw channels.lost("a command", e);
    }
  }

  /// A command may end without reading all of its input, so what fails here counts only when the
  /// command itself is content.
  private static void feed(RemoteChannel channel, Source source, CompletableFuture<Void> done) {
    try (OutputStream stdin = channel.stdin()) {
      source.fill(stdin);
      done.complete(null);
    } catch (IOException e) {
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private static void collect(
      RemoteChannel channel, CompletableFuture<Spool> errors, Limits limits) {
    Spool stderr = new Spool(limits.outputBytes());
    try {
      channel.stderr().transferTo(stderr);
      errors.complete(stderr);
    } catch (IOException | RuntimeException e) {
      errors.completeExceptionally(e);
    }
  }

  /// At the limit the command's process group gets TERM, then KILL, and then nobody waits any more.
  private Timers.Alarm limit(RemoteChannel channel, Duration timeout, AtomicBoolean late) {
    if (timeout.isZero()) {
      return () -> {};
    }
    return timers.after(
        timeout,
        () -> {
          late.set(true);
          signal(channel, "TERM");
          timers.after(
              MERCY,
              () -> {
                signal(channel, "KILL");
                channel.close();
              });
        });
  }

  private static void signal(RemoteChannel channel, String name) {
    try {
      channel.signal(name);
    } catch (IOException _) {
      channel.close();
    }
  }
}
