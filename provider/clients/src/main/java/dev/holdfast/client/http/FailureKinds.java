package dev.holdfast.client.http;

import dev.holdfast.client.http.HttpOutcome.Failure;
import dev.holdfast.client.http.HttpOutcome.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Names what an I/O exception means for the request it ended.
final class FailureKinds {

  static Failure cancelled(Trace trace) {
    return new Failure(Kind.CANCELLED, trace.sent(), trace.reused(), "cancelled");
  }

  static Failure of(IOException failure, Trace trace) {
    if (Thread.currentThread().isInterrupted()) {
      return cancelled(trace);
    }
    if (!trace.sent() && (trace.limit().over() || failure instanceof SocketTimeoutException)) {
      return new Failure(Kind.CONNECT_TIMEOUT, false, false, trace.limit().waited());
    }
    return new Failure(kind(failure, trace), trace.sent(), trace.reused(), detail(failure));
  }

  private static Kind kind(IOException failure, Trace trace) {
    if (!trace.sent()) {
      return failure instanceof SSLException ? Kind.TLS : Kind.CONNECT;
    }
    return switch (failure) {
      case BodyReader.TooLargeException _ -> Kind.MALFORMED;
      case ProtocolException e when truncated(e) -> Kind.CONNECTION_LOST;
      case ProtocolException _ -> Kind.MALFORMED;
      case InterruptedIOException _ -> Kind.TIMEOUT;
      case EOFException _ -> Kind.CONNECTION_LOST;
      case IOException _ -> Kind.CONNECTION_LOST;
    };
  }

  private static boolean truncated(ProtocolException failure) {
    return String.valueOf(failure.getMessage()).contains("unexpected end of stream");
  }

  private static String detail(IOException failure) {
    return switch (failure) {
      case UnknownHostException _ -> "the host name is unknown";
      case NoRouteToHostException _ -> "there is no route to the host";
      case SSLHandshakeException e -> rootMessage(e);
      case SSLPeerUnverifiedException _ ->
          "the certificate is trusted but was not issued for this host name";
      case SSLException e when isPlaintext(String.valueOf(e.getMessage())) ->
          "the server does not speak TLS on this port";
      case ConnectException e -> rootMessage(e);
      case InterruptedIOException _ -> "no answer in time";
      case EOFException _ -> "it ended before the answer was complete";
      case IOException e when e.getCause() instanceof EOFException ->
          "it ended before the answer was complete";
      case IOException e -> rootMessage(e);
    };
  }

  /// What the JDK says where the first bytes of the server are no TLS.
  private static boolean isPlaintext(String message) {
    return message.contains("plaintext connection") || message.contains("unrecognized SSL message");
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
  }

  private FailureKinds() {}
}
