package dev.holdfast.resources.settings;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.netmaker.Credentials;
import dev.holdfast.client.netmaker.IpRange;
import dev.holdfast.client.netmaker.NetmakerClient;
import dev.holdfast.client.netmaker.NetmakerView;
import dev.holdfast.client.netmaker.ServerStatus;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One configured Netmaker server: its client, what the user says about the world around it, and
/// what this run manages there.
public final class NetmakerAccess {

  private final NetmakerClient client;
  private final Credentials credentials;
  private final List<IpRange> kubernetesRanges;
  private final Pacer pacer;
  private final ReentrantLock alone = new ReentrantLock();
  private final Set<String> managed = ConcurrentHashMap.newKeySet();

  public NetmakerAccess(
      NetmakerClient client, Credentials credentials, List<IpRange> kubernetesRanges, Pacer pacer) {
    this.client = client;
    this.credentials = credentials;
    this.kubernetesRanges = List.copyOf(kubernetesRanges);
    this.pacer = pacer;
  }

  public NetmakerClient client() {
    return client;
  }

  public Pacer pacer() {
    return pacer;
  }

  /// Pod and service ranges of clusters on the mesh.
  public List<IpRange> kubernetesRanges() {
    return kubernetesRanges;
  }

  /// Who calls, without any secret.
  public String caller() {
    return credentials.caller();
  }

  /// The listings that everybody shares.
  public NetmakerView view() {
    return client.view();
  }

  /// What the server says about itself, asked once.
  public ServerStatus status() {
    return client.status();
  }

  /// Runs work that no other work of this run may be in the middle of: the server has nothing that
  /// would keep a check and the write after it together.
  public <T> T alone(Supplier<T> work) {
    alone.lock();
    try {
      return work.get();
    } finally {
      alone.unlock();
    }
  }

  /// Notes that a resource of this run manages something, so that no other one takes it over.
  public void manage(String thing) {
    managed.add(thing);
  }

  public void release(String thing) {
    managed.remove(thing);
  }

  public boolean manages(String thing) {
    return managed.contains(thing);
  }
}
