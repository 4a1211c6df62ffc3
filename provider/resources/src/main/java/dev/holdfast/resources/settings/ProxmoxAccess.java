package dev.holdfast.resources.settings;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.proxmox.Credentials;
import dev.holdfast.client.proxmox.NodeSummary;
import dev.holdfast.client.proxmox.Permissions;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.Version;
import dev.holdfast.client.proxmox.VmId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// One configured cluster: its client, what is asked of it once, and the ids that this process is
/// working on.
public final class ProxmoxAccess {

  private final ProxmoxClient client;
  private final String owner;
  private final Credentials credentials;
  private final int firstId;
  private final Pacer pacer;
  private final Once<Version> version;
  private final Once<Permissions> permissions;
  private final Once<List<NodeSummary>> nodes;
  private final Set<VmId> claimed = new HashSet<>();

  public ProxmoxAccess(
      ProxmoxClient client, String owner, Credentials credentials, int firstId, Pacer pacer) {
    this.client = client;
    this.owner = owner;
    this.credentials = credentials;
    this.firstId = firstId;
    this.pacer = pacer;
    this.version = new Once<>(client::version);
    this.permissions = new Once<>(client::permissions);
    this.nodes = new Once<>(() -> client.nodes().list());
  }

  public ProxmoxClient client() {
    return client;
  }

  /// Who owns what is created here.
  public String owner() {
    return owner;
  }

  /// Whether the caller is `root@pam` itself, not a token of it.
  public boolean root() {
    return credentials.root();
  }

  /// Who calls: the user, or the token without its secret.
  public String caller() {
    return switch (credentials) {
      case Credentials.ApiToken token -> token.id();
      case Credentials.Login login -> login.user();
    };
  }

  /// The lowest id for machines that are created without one.
  public int firstId() {
    return firstId;
  }

  public Pacer pacer() {
    return pacer;
  }

  /// The server's version, asked once.
  public Version version() {
    return version.get();
  }

  /// The caller's privileges, asked once.
  public Permissions permissions() {
    return permissions.get();
  }

  /// The nodes, asked once.
  public List<NodeSummary> nodes() {
    return nodes.get();
  }

  /// Takes an id for this process, so that parallel creates do not try the same one.
  ///
  /// @return false when another create of this process has it
  public boolean claim(VmId id) {
    synchronized (claimed) {
      return claimed.add(id);
    }
  }

  /// Gives a claimed id back.
  public void release(VmId id) {
    synchronized (claimed) {
      claimed.remove(id);
    }
  }

  /// Whether a create of this process is working on the id.
  public boolean claimed(VmId id) {
    synchronized (claimed) {
      return claimed.contains(id);
    }
  }

  /// An answer that is fetched at its first use; a failure is not kept.
  private static final class Once<T> {
    private final Supplier<T> source;
    private java.util.Optional<T> value = java.util.Optional.empty();

    Once(Supplier<T> source) {
      this.source = source;
    }

    synchronized T get() {
      if (value.isEmpty()) {
        value = java.util.Optional.of(source.get());
      }
      return value.get();
    }
  }
}
