package dev.holdfast.transport.ssh;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.OpenFailException;

/// Says in a few words why something failed.
final class Failures {
  private Failures() {}

  /// The deepest cause that says something.
  static String reason(Throwable failure) {
    Throwable deepest = failure;
    if (failure instanceof OpenFailException refusal
        && refusal.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED) {
      return "it forbids that (AllowTcpForwarding, PermitOpen): " + refusal.getMessage();
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null || cause instanceof TimeoutException) {
        deepest = cause;
      }
    }
    String message = deepest.getMessage();
    return switch (deepest) {
      case UnknownHostException _ -> "the name is not known here";
      case SocketTimeoutException _ -> "no answer in time";
      case TimeoutException _ -> "no answer in time";
      case NoRouteToHostException _ -> "no route to it";
      case ConnectException _ ->
          "connection refused".equalsIgnoreCase(message)
              ? "connection refused: nothing listens there"
              : String.valueOf(message);
      default -> message == null ? deepest.getClass().getSimpleName() : plain(message);
    };
  }

  /// sshj's words in ours.
  static String plain(String message) {
    return message.equals("Broken transport; encountered EOF")
        ? "the server closed the connection"
        : message;
  }

  static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
