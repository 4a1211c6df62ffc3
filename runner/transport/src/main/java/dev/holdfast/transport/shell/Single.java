package dev.holdfast.transport.shell;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Channels;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One command line on a channel of its own: sends its input while it reads both outputs.
public final class Single {
  /// How long a command may take to end after each signal.
  private static final Duration MERCY = Duration.ofSeconds(2);

  private static final int KILLED = 137;

  private Single() {}

  /// What makes a command's standard input.
  public interface Source {
    /// An `IOException` means that the command reads no more, which is no failure; whatever fails
    /// on this side is another exception.
    void fill(OutputStream stdin) throws IOException;
  }

  /// What takes a command's standard output.
  public interface Sink {
    void drain(InputStream stdout) throws IOException;
  }

  /// How a command ended whose standard output went elsewhere.
  public record Outcome(int status, Spool errors, boolean timedOut) {
    public boolean ok() {
      return status == 0;
    }

    /// What the command said of its failure.
    public String said() {
      String text = new String(errors.bytes(), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "exit status " + status : text;
    }
  }

  public static Answer run(Channels channels, String commandLine, Payload input, Limits limits) {
    Spool stdout = new Spool(limits.outputBytes());
    Outcome outcome =
        run(
            channels,
            commandLine,
            sink -> copy(input, sink),
            stream -> stream.transferTo(stdout),
            limits);
    return new Answer(outcome.status(), stdout, outcome.errors(), outcome.timedOut());
  }

  /// @throws TransportException when the way is lost, or the input cannot be made
  public static Outcome run(
      Channels channels, String commandLine, Source source, Sink sink, Limits limits) {
    Spool stderr = new Spool(limits.outputBytes());
    var ended = new CountDownLatch(1);
    try (Channel channel = channels.exec(commandLine, false)) {
      CompletableFuture<Boolean> clock =
          limits.timeout().isZero()
              ? CompletableFuture.completedFuture(false)
              : Pump.start("clock", () -> enforce(limits.timeout(), channel, ended));
      CompletableFuture<Boolean> fed = Pump.start("input", () -> feed(channel, source));
      CompletableFuture<Long> errors =
          Pump.start("errors", () -> channel.stderr().transferTo(stderr));
      try {
        sink.drain(channel.stdout());
        errors.join();
        int status = channel.await();
        ended.countDown();
        fed.join();
        return new Outcome(status, stderr, clock.join());
      } catch (IOException | CompletionException | TransportException e) {
        ended.countDown();
        if (clock.join()) {
          return new Outcome(KILLED, stderr, true);
        }
        throw failure(channels, e);
      }
    }
  }

  private static TransportException failure(Channels channels, Exception cause) {
    if (cause instanceof TransportException known) {
      return known;
    }
    return cause.getCause() instanceof TransportException known
        ? known
        : channels.lost("a command", cause);
  }

  /// A command that does not read its input is no failure.
  private static boolean feed(Channel channel, Source source) {
    try (OutputStream stdin = channel.stdin()) {
      source.fill(stdin);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void copy(Payload input, OutputStream sink) throws IOException {
    var chunk = new byte[1 << 15];
    try (InputStream content = open(input)) {
      for (int count = read(content, chunk); count >= 0; count = read(content, chunk)) {
        sink.write(chunk, 0, count);
      }
    }
  }

  private static InputStream open(Payload input) {
    try {
      return input.open();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static int read(InputStream content, byte[] chunk) {
    try {
      return content.read(chunk);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static TransportException unreadable(IOException cause) {
    return new TransportException(
        TransportException.Reason.CONFIGURATION, "Unable to read the input of a command", cause);
  }

  /// TERM, then KILL, then the end of the channel. True when the limit was reached.
  static boolean enforce(Duration limit, Channel channel, CountDownLatch ended)
      throws InterruptedException {
    if (ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    for (String signal : new String[] {"TERM", "KILL"}) {
      channel.signal(signal);
      if (ended.await(MERCY.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    channel.close();
    return true;
  }
}
