package dev.holdfast.transport.shell;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Channels;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One running far end of a shell, and the protocol with it.
///
/// A task writes to the channel's own two outputs; the far end writes a mark, fresh for each
/// request, before it on standard output and after it on both. Nothing is copied or counted on the
/// way, and no process is started for it. That is right as long as nothing but the task writes
/// there. So when the task ended, the far end looks for processes that it left behind with one of
/// the outputs in hand, and says so in its answer: the session is then over and closed, the next
/// request opens another. The answer itself waits for nobody but the task.
///
/// The same makes the channel's process group the task's: whoever stays behind in it is in the
/// group of a session that is over.
final class Session implements AutoCloseable {
  /// How a time limit is enforced from outside, while this session is busy.
  interface Terminator {
    /// Sends a signal to every process of the far end's group but the far end itself; says whether
    /// it could.
    boolean signal(Hello hello, String signal);
  }

  private final Channels channels;
  private final Channel channel;
  private final MarkedReader stdout;
  private final MarkedReader stderr;
  private final Hello hello;
  private final boolean terminal;
  private boolean over;

  Session(
      Channels channels,
      Channel channel,
      MarkedReader stdout,
      MarkedReader stderr,
      Hello hello,
      boolean terminal) {
    this.channels = channels;
    this.channel = channel;
    this.stdout = stdout;
    this.stderr = stderr;
    this.hello = hello;
    this.terminal = terminal;
  }

  Hello hello() {
    return hello;
  }

  /// Whether it takes no more requests.
  boolean over() {
    return over;
  }

  /// Runs one request. Whatever goes wrong, it is not sent again.
  Answer run(Request request, Terminator terminator, Duration grace) {
    String mark = Marks.next("");
    var exchange =
        new Exchange(
            mark.getBytes(StandardCharsets.UTF_8),
            new Spool(request.limits().outputBytes()),
            new Spool(request.limits().outputBytes()));
    Wire wire = Wire.of(request, mark, hello);
    var ended = new CountDownLatch(1);
    CompletableFuture<Boolean> clock =
        request.limits().timeout().isZero()
            ? CompletableFuture.completedFuture(false)
            : Pump.start(
                "clock", () -> enforce(request.limits().timeout(), grace, terminator, ended));
    try {
      End end = exchange(exchange, wire);
      ended.countDown();
      if (end.left()) {
        close();
      }
      return new Answer(end.status(), exchange.stdout, exchange.stderr, clock.join());
    } catch (IOException | CompletionException e) {
      ended.countDown();
      return broken(exchange, clock.join(), e);
    }
  }

  /// Hands the channel over to one task and is over itself.
  Channel handOver(Request request) {
    over = true;
    String mark = Marks.next("");
    try (InputStream start = Wire.handingOver(request, mark).open()) {
      start.transferTo(channel.stdin());
      channel.stdin().flush();
      stdout.copyUntil(mark.getBytes(StandardCharsets.UTF_8), OutputStream.nullOutputStream());
      stdout.line();
    } catch (IOException e) {
      channel.close();
      throw channels.lost("the start of a command", e);
    }
    return new HandedOver(channel, stdout.rest(), stderr.rest());
  }

  boolean hasTerminal() {
    return terminal;
  }

  /// The end of the far end itself. If the way still stands, the task took it along, and how it
  /// ended is the answer.
  private Answer broken(Exchange exchange, boolean timedOut, Exception cause) {
    over = true;
    try {
      if (timedOut) {
        return new Answer(137, exchange.stdout, exchange.stderr, true);
      }
      if (exchange.spoiled || !exchange.started || !channels.alive()) {
        throw channels.lost("a command", cause);
      }
      return new Answer(channel.await(), exchange.stdout, exchange.stderr, false);
    } finally {
      channel.close();
    }
  }

  private End exchange(Exchange exchange, Wire wire) throws IOException {
    OutputStream stdin = channel.stdin();
    try (InputStream start = wire.start().open()) {
      start.transferTo(stdin);
    }
    stdin.flush();
    CompletableFuture<Boolean> sending =
        wire.rest().length() == 0
            ? CompletableFuture.completedFuture(true)
            : Pump.start("input", () -> send(wire, stdin, exchange));
    CompletableFuture<Boolean> errors =
        terminal
            ? CompletableFuture.completedFuture(true)
            : Pump.start("errors", () -> errors(exchange));
    stdout.copyUntil(exchange.mark, OutputStream.nullOutputStream());
    stdout.line();
    exchange.started = true;
    stdout.copyUntil(exchange.mark, exchange.stdout);
    End end = End.parse(stdout.line());
    if (terminal) {
      stdout.copyUntil(exchange.mark, exchange.stderr);
      stdout.line();
    }
    errors.join();
    sending.join();
    return end;
  }

  private boolean errors(Exchange exchange) throws IOException {
    stderr.copyUntil(exchange.mark, exchange.stderr);
    stderr.line();
    return true;
  }

  /// Sends exactly as many bytes as were announced, or ends the session: the far end waits for
  /// them.
  private boolean send(Wire wire, OutputStream stdin, Exchange exchange) throws IOException {
    var chunk = new byte[1 << 15];
    long left = wire.rest().length();
    try (InputStream content = wire.rest().open()) {
      while (left > 0) {
        int count = content.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
        if (count == 0) {
          throw new IOException("the input ended " + left + " bytes early");
        }
        exchange.spoiled = false;
        stdin.write(chunk, 0, count);
        stdin.flush();
        exchange.spoiled = true;
        left -= count;
      }
      exchange.spoiled = false;
      stdin.write(wire.end().getBytes(StandardCharsets.UTF_8));
      stdin.flush();
      return true;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// TERM, then KILL, then the end of the channel. True when the limit was reached.
  private boolean enforce(
      Duration limit, Duration grace, Terminator terminator, CountDownLatch ended)
      throws InterruptedException {
    if (ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    for (String signal : new String[] {"TERM", "KILL"}) {
      if (hello.group() == 0 || !terminator.signal(hello, signal)) {
        break;
      }
      if (ended.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    channel.close();
    return true;
  }

  @Override
  public void close() {
    over = true;
    channel.close();
  }

  /// What one request gathers.
  private static final class Exchange {
    private final byte[] mark;
    private final Spool stdout;
    private final Spool stderr;
    private boolean started;

    /// Whether the input was being read: then a failure is the input's, and the command's end no
    /// answer.
    private volatile boolean spoiled;

    Exchange(byte[] mark, Spool stdout, Spool stderr) {
      this.mark = mark;
      this.stdout = stdout;
      this.stderr = stderr;
    }
  }

  /// The far end's last word on a request.
  ///
  /// @param left whether something may still hold an output
  private record End(int status, boolean left) {
    static End parse(String line) throws IOException {
      String[] words = line.strip().split(" ");
      try {
        return new End(Integer.parseInt(words[0]), !words[1].equals("0"));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException("the shell answered '" + line + "'", e);
      }
    }
  }
}
