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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One command line on a channel of its own.
final class Single {
  private Single() {}

  static Answer run(Channels channels, String commandLine, Payload input, Limits limits) {
    var stdout = new Spool(limits.outputBytes());
    var stderr = new Spool(limits.outputBytes());
    var ended = new CountDownLatch(1);
    try (Channel channel = channels.exec(commandLine, false)) {
      CompletableFuture<Boolean> clock =
          limits.timeout().isZero()
              ? CompletableFuture.completedFuture(false)
              : Pump.start("clock", () -> enforce(limits.timeout(), channel, ended));
      CompletableFuture<Boolean> sending = Pump.start("input", () -> send(input, channel.stdin()));
      CompletableFuture<Long> errors =
          Pump.start("errors", () -> channel.stderr().transferTo(stderr));
      try {
        channel.stdout().transferTo(stdout);
        errors.join();
        int status = channel.await();
        ended.countDown();
        sending.exceptionally(_ -> false).join();
        return new Answer(status, stdout, stderr, clock.join());
      } catch (IOException | CompletionException | TransportException e) {
        ended.countDown();
        if (clock.join()) {
          return new Answer(137, stdout, stderr, true);
        }
        throw e instanceof TransportException known ? known : channels.lost("a command", e);
      }
    }
  }

  /// A command that does not read its input is no error.
  private static boolean send(Payload input, OutputStream stdin) throws IOException {
    try (stdin;
        InputStream content = input.open()) {
      content.transferTo(stdin);
      return true;
    }
  }

  private static boolean enforce(Duration limit, Channel channel, CountDownLatch ended)
      throws InterruptedException {
    if (ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    channel.close();
    return true;
  }
}
