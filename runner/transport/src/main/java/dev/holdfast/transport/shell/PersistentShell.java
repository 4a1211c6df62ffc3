package dev.holdfast.transport.shell;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Channels;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Shell;
import dev.holdfast.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The shell of one user: a session that is opened when it is needed and replaced when it is over.
final class PersistentShell implements Shell, AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Channels channels;
  private final Become become;
  private final Duration patience;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Optional<Session> session = Optional.empty();
  private volatile boolean stopped;

  PersistentShell(Channels channels, Become become, Duration patience) {
    this.channels = channels;
    this.become = become;
    this.patience = patience;
  }

  @Override
  public Answer run(Request request) {
    turn.lock();
    try {
      return opened().run(request, this::signal, GRACE);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Greeting greeting() {
    turn.lock();
    try {
      return new Greeting(opened().hello().lab());
    } finally {
      turn.unlock();
    }
  }

  private Session opened() {
    if (stopped) {
      throw new TransportException(
          TransportException.Reason.LOST, channels.name() + ": the shell was stopped");
    }
    Session open =
        session
            .filter(running -> !running.over())
            .orElseGet(() -> Opening.open(channels, become, patience));
    session = Optional.of(open);
    return open;
  }

  /// From a second session of the same user, since the first is busy and may be somebody's whom the
  /// login user must not signal.
  private boolean signal(Hello hello, String signal) {
    String script =
        """
        for at in /proc/[0-9]*; do
          { IFS= read -r all <"$at/stat"; } 2>/dev/null || continue
          one=${at#/proc/}
          all=${all##*) }
          set -- $all
          [ "$3" = %d ] || continue
          case $one in %d|%d) continue;; esac
          kill -s %s "$one" 2>/dev/null
        done
        """
            .formatted(hello.group(), hello.process(), hello.parent(), signal);
    try (Session other = Opening.open(channels, become, patience)) {
      other.run(Request.of(script), (_, _) -> false, GRACE);
      return true;
    } catch (TransportException e) {
      return false;
    }
  }

  /// A closed channel alone would leave the command running: nothing tells it.
  @Override
  public void interrupt() {
    stopped = true;
    Optional<Session> busy = session.filter(running -> turn.isLocked() && !running.over());
    try {
      for (String signal : List.of("TERM", "KILL")) {
        if (busy.isEmpty()
            || busy.get().hello().group() == 0
            || !signal(busy.get().hello(), signal)) {
          break;
        }
        if (turn.tryLock(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
          turn.unlock();
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /// Ends the session, whoever is using it.
  @Override
  public void close() {
    session.ifPresent(Session::close);
  }
}
