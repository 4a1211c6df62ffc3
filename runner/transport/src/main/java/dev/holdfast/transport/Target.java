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
  /// @param command a local command (`ProxyCommand`) whose input and output lead to the first
  ///   server; empty for a TCP connection
  /// @param hops jump hosts in the order in which they are passed
  /// @param host the machine itself
  record Ssh(Optional<String> command, List<Hop> hops, Hop host) implements Target {
    public Ssh {
      hops = List.copyOf(hops);
    }

    public Ssh(List<Hop> hops, Hop host) {
      this(Optional.empty(), hops, host);
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
      Duration timeout,
      Link link) {
    public Hop {
      credentials = List.copyOf(credentials);
    }

    public Hop(
        String host,
        int port,
        Optional<String> user,
        List<Credential> credentials,
        HostKeys hostKeys,
        Duration timeout) {
      this(host, port, user, credentials, hostKeys, timeout, Link.DEFAULT);
    }
  }

  /// How the connection to a server is kept.
  ///
  /// @param aliveEvery how often the server is asked for a sign of life; zero for never
  /// @param aliveMisses after how many questions without answer the connection counts as lost
  /// @param forwardAgent the socket of the agent that commands on the server may use
  /// @param relay for a jump host: a command on it (`nc host port`) that leads to the next server,
  ///   instead of a forwarded TCP connection
  record Link(
      Duration aliveEvery, int aliveMisses, Optional<String> forwardAgent, Optional<String> relay) {
    public static final Link DEFAULT =
        new Link(Duration.ofSeconds(5), 3, Optional.empty(), Optional.empty());
  }

  /// One way to authenticate, tried in the order of the list.
  sealed interface Credential {
    /// Serves the methods `password` and `keyboard-interactive`.
    record Password(Secret password) implements Credential {}

    /// A private key file; a certificate beside it (`-cert.pub`) is used when it is there.
    record KeyFile(String path, Optional<Secret> passphrase, Optional<String> certificate)
        implements Credential {}

    /// A private key as text (OpenSSH or PEM).
    record KeyText(Secret key, Optional<Secret> passphrase) implements Credential {}

    /// The keys of the agent behind a socket.
    ///
    /// @param only key files to whose public halves the agent's keys are limited
    ///   (`IdentitiesOnly`); empty for no limit
    record Agent(String socket, Optional<List<String>> only) implements Credential {
      public Agent {
        only = only.map(List::copyOf);
      }

      public Agent(String socket) {
        this(socket, Optional.empty());
      }
    }
  }

  /// Which host keys are accepted.
  sealed interface HostKeys {
    /// Only these, given as public key lines or `SHA256:` fingerprints.
    record Pinned(List<String> keys) implements HostKeys {
      public Pinned {
        keys = List.copyOf(keys);
      }
    }

    /// What the files say.
    ///
    /// @param files `known_hosts` files; new hosts are written to the first
    /// @param alias replaces the name that is looked up
    /// @param revoked a file of keys that are refused everywhere (`RevokedHostKeys`)
    /// @param hashNames whether names of new hosts are written as hashes
    record KnownHosts(
        List<String> files,
        Unknown unknown,
        Optional<String> alias,
        Optional<String> revoked,
        boolean hashNames)
        implements HostKeys {
      public KnownHosts {
        files = List.copyOf(files);
      }

      public KnownHosts(List<String> files, Unknown unknown, Optional<String> alias) {
        this(files, unknown, alias, Optional.empty(), false);
      }
    }

    /// What happens to a host that no file knows.
    enum Unknown {
      REFUSE,
      /// Accept it and write it to the first file (`accept-new`).
      ACCEPT_NEW,
      /// Accept whatever comes, also a changed key (`StrictHostKeyChecking=no`); a new one is
      /// written, to a changed one no password is sent.
      ACCEPT_ANY
    }
  }
}
