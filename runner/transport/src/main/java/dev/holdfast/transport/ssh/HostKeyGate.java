package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.hosts.HostTrust;
import dev.holdfast.transport.hosts.HostTrust.Verdict;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/// Lets one connection pass only with a host key that is trusted, and with the same one when keys
/// are exchanged anew.
final class HostKeyGate implements HostKeyVerifier {
  private final HostTrust trust;
  private final HostKeys keys;
  private final List<String> preferred;
  private volatile Optional<Verdict> verdict = Optional.empty();
  private volatile byte[] accepted = new byte[0];

  /// @param preferred names of algorithms that the server is asked for first
  HostKeyGate(HostTrust trust, HostKeys keys, List<String> preferred) {
    this.trust = trust;
    this.keys = keys;
    this.preferred = preferred;
  }

  /// What was decided; empty as long as no key was seen.
  Optional<Verdict> verdict() {
    return verdict;
  }

  Optional<String> refusal() {
    return verdict
        .filter(Verdict.Refused.class::isInstance)
        .map(Verdict.Refused.class::cast)
        .map(Verdict.Refused::why);
  }

  /// Why nothing secret may be sent although the key was taken.
  Optional<String> doubt() {
    return verdict
        .filter(Verdict.TakenUnsafely.class::isInstance)
        .map(Verdict.TakenUnsafely.class::cast)
        .map(Verdict.TakenUnsafely::why);
  }

  @Override
  public boolean verify(String host, int port, PublicKey key) {
    if (!(key instanceof PresentedKey presented)) {
      throw new SSHRuntimeException("a host key that nobody proved");
    }
    byte[] blob = presented.blob();
    if (accepted.length > 0) {
      return sameAgain(blob);
    }
    Verdict decided = trust.judge(keys, host, port, blob);
    verdict = Optional.of(decided);
    return switch (decided) {
      case Verdict.Trusted _, Verdict.TakenUnsafely _ -> {
        accepted = blob;
        yield true;
      }
      // sshj would print a key that it does not know by itself, and fail at that.
      case Verdict.Refused _ -> throw new SSHRuntimeException("host key refused");
    };
  }

  private boolean sameAgain(byte[] blob) {
    if (!Arrays.equals(blob, accepted)) {
      throw new SSHRuntimeException("the host key changed during the connection");
    }
    return true;
  }

  @Override
  public List<String> findExistingAlgorithms(String host, int port) {
    return preferred;
  }
}
