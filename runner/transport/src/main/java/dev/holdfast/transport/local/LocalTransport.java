package dev.holdfast.transport.local;

import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.Transport;
import dev.holdfast.transport.TransportException;

/// Opens connections to this machine only.
public final class LocalTransport implements Transport {
  @Override
  public Connection open(Target target) {
    return switch (target) {
      case Target.Local() -> new LocalConnection();
      case Target.Ssh ssh ->
          throw new TransportException(
              TransportException.Reason.CONFIGURATION,
              "Only this machine is within reach here, not " + ssh.host().host());
    };
  }

  @Override
  public void close() {
    // Connections are their openers' to close.
  }
}
