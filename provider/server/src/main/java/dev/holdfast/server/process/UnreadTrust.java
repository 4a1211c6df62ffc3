package dev.holdfast.server.process;

import java.util.Optional;
import java.util.function.Supplier;

/// Keeps the runtime's own certificate authorities unread while something is set up.
///
/// grpc looks at what the runtime's TLS can do by way of the default context, and so reads all
/// those authorities although every connection of ours has a trust manager of its own. On a cold
/// JVM that is a tenth to a quarter of the time to the handshake.
public final class UnreadTrust {
  /// Read by the JDK each time somebody asks for the default authorities (JSSE reference guide).
  private static final String STORE = "javax.net.ssl.trustStore";

  private static final String NO_STORE = "NONE";

  private UnreadTrust() {}

  /// Does the work meanwhile. The default TLS context of this process trusts nobody from then on;
  /// trust managers made later read what they always read.
  public static <T> T during(Supplier<T> work) {
    Optional<String> before = Optional.ofNullable(System.getProperty(STORE));
    System.setProperty(STORE, NO_STORE);
    try {
      return work.get();
    } finally {
      before.ifPresentOrElse(
          store -> System.setProperty(STORE, store), () -> System.clearProperty(STORE));
    }
  }
}
