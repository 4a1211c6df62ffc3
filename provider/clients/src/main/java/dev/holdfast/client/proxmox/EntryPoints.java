package dev.holdfast.client.proxmox;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The entry points of one cluster, of which the last good one stays in use.
final class EntryPoints {
  private final List<URI> all;
  private final AtomicInteger current = new AtomicInteger();

  EntryPoints(List<URI> all) {
    this.all = List.copyOf(all);
  }

  URI current() {
    return all.get(current.get());
  }

  int count() {
    return all.size();
  }

  /// Moves on from a bad one, unless another caller has done so.
  void leave(URI bad) {
    int index = all.indexOf(bad);
    current.compareAndSet(index, (index + 1) % all.size());
  }
}
