package dev.holdfast.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where a connection leads.
public sealed interface Target {
  /// This machine, without SSH.
  record Local() implements Target {}

  /// A machine behind zero or more hops.
  ///
  /// @param hops jump hosts in the order in which they are passed
  /// @param host the machine itself
  record Ssh(List<Hop> hops, Hop host) implements Target {
    public Ssh {
      hops = List.copyOf(hops);
    }
  }

  /// One SSH server on the way.
  ///
  /// @param host name or address, as the hop before it resolves it
  /// @param user empty for the name of the user who runs this
  /// @param timeout of connecting and of each answer of the handshake
  record Hop(
      String host,
      int port,
      Optional<String> user,
      List<Credential> credentials,
      HostKeys hostKeys,
      Duration timeout) {
    public Hop {
      credentials = List.copyOf(credentials);
    }
  }

  /// One way to authenticate, tried in the order of the list.
  sealed interface Credential {
    record Password(Secret password) implements Credential {}

    /// A private key file; a certificate beside it (`-cert.pub`) is used when it is there.
    record KeyFile(String path, Optional<Secret> passphrase, Optional<String> certificate)
        implements Credential {}

    /// A private key as text (OpenSSH or PEM).
    record KeyText(Secret key, Optional<Secret> passphrase) implements Credential {}

    /// The keys of the agent behind a socket.
    record Agent(String socket) implements Credential {}
  }

  /// Which host keys are accepted.
  sealed interface HostKeys {
    /// Only these, given as public key lines or `SHA256:` fingerprints.
    record Pinned(List<String> keys) implements HostKeys {
      public Pinned {
        keys = List.copyOf(keys);
      }
    }

    /// What the files say; `alias` replaces the name that is looked up.
    record KnownHosts(List<String> files, Unknown unknown, Optional<String> alias)
        implements HostKeys {
      public KnownHosts {
        files = List.copyOf(files);
      }
    }

    /// What happens to a host that no file knows.
    enum Unknown {
      REFUSE,
      /// Accept it and write it to the first file (`accept-new`).
      ACCEPT_NEW,
      /// Accept whatever comes, also a changed key (`StrictHostKeyChecking=no`).
      ACCEPT_ANY
    }
  }
}
