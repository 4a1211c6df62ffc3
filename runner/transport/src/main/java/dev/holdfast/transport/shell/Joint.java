package dev.holdfast.transport.shell;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Channels;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Spool;
import dev.holdfast.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// A program of one machine that starts a remote shell (as rsync does with `--rsh`), and a command
/// on another machine, joined by us: the remote shell is [#SHELL], which hands its command line and
/// its two streams to this process through descriptors that it inherits.
///
/// So the other machine is reached as everything else reaches it, by whatever hops, keys and
/// passwords, and no SSH client is needed. The command sees the end of its input when the program
/// has ended, not when it closes its end, as the program holds the descriptors too. The program's
/// own standard output goes where its standard error would, and that into a file, as a process has
/// no more than three pipes to us.
public final class Joint {
  /// The remote shell, as words for a shell: called with `-l USER` or without, a host, and the
  /// words of a command, which are joined as SSH joins them.
  public static final String SHELL =
      "/bin/sh -c '[ \"$1\" = -l ] && shift 2; shift; printf \"%s\\000\" \"$*\" >&4; exec 5<&0;"
          + " cat <&5 >&4 & exec 5<&- 4>&-; exec cat <&3' remote";

  private static final String BEFORE = "exec 3<&0 4>&1 </dev/null >&2 2>%s\n";

  private Joint() {}

  /// Starts the command of the other machine.
  public interface Far {
    Channel open(String commandLine);
  }

  /// How both ended.
  ///
  /// @param answer the program's, with what the other machine complained of before its own
  ///   complaints
  /// @param far the status of the command on the other machine, if one was started
  public record Outcome(Answer answer, OptionalInt far) {}

  /// Runs the program.
  ///
  /// @param here the machine of the program
  /// @param program its command line, which names [#SHELL]
  public static Outcome run(Channels here, String program, Far far, Limits limits) {
    Path errors = temporary();
    try {
      return run(here, program, far, limits, errors);
    } finally {
      delete(errors);
    }
  }

  private static Outcome run(Channels here, String program, Far far, Limits limits, Path errors) {
    var output = new Spool(limits.outputBytes());
    var complaints = new Spool(limits.outputBytes());
    var ended = new CountDownLatch(1);
    var other = new AtomicReference<AutoCloseable>(() -> {});
    String line = BEFORE.formatted(Sh.quote(errors.toString())) + program;
    try (Channel near = here.exec(line, false)) {
      CompletableFuture<Boolean> clock =
          limits.timeout().isZero()
              ? CompletableFuture.completedFuture(false)
              : Pump.start("clock", () -> enforce(limits, near, other, ended));
      try {
        CompletableFuture<Long> said = Pump.start("output", () -> near.stderr().transferTo(output));
        OptionalInt status = serve(near, far, other, complaints);
        said.join();
        int own = near.await();
        ended.countDown();
        Files.copy(errors, complaints);
        return new Outcome(new Answer(own, output, complaints, clock.join()), status);
      } catch (IOException | CompletionException e) {
        ended.countDown();
        boolean late = clock.join();
        if (late) {
          return new Outcome(new Answer(137, output, complaints, true), OptionalInt.empty());
        }
        throw here.lost("a program", e);
      } finally {
        ended.countDown();
      }
    }
  }

  /// The other machine's command ends with the program.
  private static boolean enforce(
      Limits limits, Channel near, AtomicReference<AutoCloseable> other, CountDownLatch ended)
      throws Exception {
    boolean late = Single.enforce(limits.timeout(), near, ended);
    if (late) {
      Objects.requireNonNull(other.get()).close();
    }
    return late;
  }

  /// Moves bytes between the two until the far command has ended.
  private static OptionalInt serve(
      Channel near, Far far, AtomicReference<AutoCloseable> other, Spool complaints)
      throws IOException {
    String command = commandLine(near.stdout());
    try (OutputStream in = near.stdin()) {
      if (command.isEmpty()) {
        return OptionalInt.empty();
      }
      try (Channel there = far.open(command)) {
        other.set(there);
        CompletableFuture<Boolean> _ =
            Pump.start("input", () -> feed(near.stdout(), there.stdin()));
        CompletableFuture<Long> said =
            Pump.start("errors", () -> there.stderr().transferTo(complaints));
        copy(there.stdout(), in);
        said.join();
        return OptionalInt.of(there.await());
      }
    } catch (UncheckedIOException gone) {
      // The program has ended before the far command did, for reasons that its status tells.
      return OptionalInt.empty();
    }
  }

  private static boolean feed(InputStream from, OutputStream to) throws IOException {
    try (to) {
      copy(from, to);
      return true;
    }
  }

  /// @throws UncheckedIOException when the receiving side takes no more
  private static void copy(InputStream from, OutputStream to) throws IOException {
    var chunk = new byte[1 << 15];
    for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
      try {
        to.write(chunk, 0, count);
        to.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String commandLine(InputStream stream) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = stream.read(); next > 0; next = stream.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("holdfast", "");
    } catch (IOException e) {
      throw new TransportException(
          TransportException.Reason.CONFIGURATION, "Unable to make a temporary file", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // It is empty or holds complaints that were told.
    }
  }
}
