package dev.holdfast.transport.shell;

import dev.holdfast.transport.Become;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Channels;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.TransportException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Starts the far end of one shell: waits through banners for its greeting, and hands over a
/// password when, and only when, it is asked for.
final class Opening {
  /// What came of an attempt.
  private sealed interface Outcome {
    record Greeted(String rest) implements Outcome {}

    record Refused(String why) implements Outcome {}

    record Ended() implements Outcome {}
  }

  private final Channels channels;
  private final Become become;
  private final Duration patience;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final StringBuilder said = new StringBuilder();
  private volatile boolean answered;

  private Opening(Channels channels, Become become, Duration patience) {
    this.channels = channels;
    this.become = become;
    this.patience = patience;
  }

  /// Without a terminal where that does, else with one: only without it both outputs are apart.
  static Session open(Channels channels, Become become, Duration patience) {
    var plain = new Opening(channels, become, patience);
    Optional<Session> session = plain.attempt(false);
    if (session.isPresent()) {
      return session.get();
    }
    var withTerminal = new Opening(channels, become, patience);
    return withTerminal
        .attempt(true)
        .orElseThrow(() -> withTerminal.refused(withTerminal.complaint(plain.heard())));
  }

  private Optional<Session> attempt(boolean terminal) {
    Summons summons = Summons.of(become, terminal);
    Channel channel = channels.exec(summons.commandLine(), terminal);
    var stdout = new MarkedReader(channel.stdout());
    var stderr = new MarkedReader(channel.stderr());
    var ear = new Ear(channel, summons);
    byte[] greeting = summons.greeting().getBytes(StandardCharsets.UTF_8);
    CompletableFuture<Boolean> _ =
        Pump.start("greeting", () -> outcome.complete(listen(stdout, greeting, ear)));
    CompletableFuture<Boolean> errors =
        terminal
            ? CompletableFuture.completedFuture(true)
            : Pump.start(
                "banner",
                () -> {
                  stderr.copyUntil(greeting, ear);
                  return stderr.line().isEmpty();
                });
    boolean opened = false;
    try {
      Outcome result = await(outcome);
      switch (result) {
        case Outcome.Greeted(String rest) -> {
          await(errors);
          opened = true;
          return Optional.of(
              new Session(channels, channel, stdout, stderr, Hello.parse(rest), terminal));
        }
        case Outcome.Refused(String why) -> throw refused(why);
        case Outcome.Ended() -> {
          return ended(terminal, errors);
        }
      }
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  private Optional<Session> ended(boolean terminal, CompletableFuture<Boolean> errors) {
    try {
      // The complaint comes on the other stream, which ends too.
      errors.get(1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // Then the complaint is what was heard so far.
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (!channels.alive()) {
      throw channels.lost("the start of a shell", new IOException("the channel ended"));
    }
    boolean another = become instanceof Become.Other && !terminal && !answered;
    if (another) {
      return Optional.empty();
    }
    throw refused(complaint(""));
  }

  private Outcome listen(MarkedReader stdout, byte[] greeting, Ear ear) {
    try {
      stdout.copyUntil(greeting, ear);
      return new Outcome.Greeted(stdout.line());
    } catch (IOException e) {
      return new Outcome.Ended();
    }
  }

  private String heard() {
    synchronized (said) {
      return said.toString();
    }
  }

  private String complaint(String before) {
    String text = (heard() + "\n" + before).strip();
    return switch (become) {
      case Become.Login() -> "the machine started no shell: " + text;
      case Become.Other other ->
          answered && !other.method().equals("sudo")
              ? "Incorrect " + other.method() + " password"
              : "%s did not let us become %s: %s".formatted(other.method(), other.user(), text);
    };
  }

  private TransportException refused(String why) {
    return switch (become) {
      case Become.Login() ->
          new TransportException(
              TransportException.Reason.UNREACHABLE, channels.name() + ": " + why);
      case Become.Other _ -> new TransportException(TransportException.Reason.BECOME, why);
    };
  }

  private <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw refused(
          become instanceof Become.Login
              ? "the shell did not greet within " + patience.toSeconds() + " s: " + heard()
              : "Timeout (%ds) waiting for privilege escalation prompt: %s"
                  .formatted(patience.toSeconds(), heard()));
    } catch (ExecutionException e) {
      throw channels.lost("the start of a shell", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private TransportException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return channels.lost("the start of a shell", cause);
  }

  /// Hears what comes before the greeting: noise, complaints, and the question for the password.
  private final class Ear extends OutputStream {
    private static final int KEPT = 1 << 14;

    private final Channel channel;
    private final Summons summons;
    private boolean told;

    Ear(Channel channel, Summons summons) {
      this.channel = channel;
      this.summons = summons;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      synchronized (said) {
        said.append(new String(bytes, offset, count, StandardCharsets.UTF_8));
        if (said.length() > KEPT) {
          said.delete(0, said.length() - KEPT);
        }
        if (summons.prompt().matcher(said).find()) {
          said.setLength(0);
          asked();
        }
        if (!told
            && summons.late().isPresent()
            && said.indexOf(summons.late().get().ready()) >= 0) {
          told = true;
          said.setLength(0);
          send(summons.late().get().program().getBytes(StandardCharsets.UTF_8));
        }
      }
    }

    private void asked() throws IOException {
      Optional<Secret> password =
          switch (become) {
            case Become.Login() -> Optional.empty();
            case Become.Other other -> other.password();
          };
      if (answered || password.isEmpty()) {
        outcome.complete(
            new Outcome.Refused((answered ? "Incorrect " : "Missing ") + method() + " password"));
        return;
      }
      answered = true;
      send(password.get().bytes());
      send(new byte[] {'\n'});
    }

    private void send(byte[] bytes) throws IOException {
      channel.stdin().write(bytes);
      channel.stdin().flush();
    }

    private String method() {
      return switch (become) {
        case Become.Login() -> "login";
        case Become.Other other -> other.method();
      };
    }
  }
}
