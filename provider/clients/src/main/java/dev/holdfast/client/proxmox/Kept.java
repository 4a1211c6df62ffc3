package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// An answer kept for all who ask, loaded by one of them while the others wait.
///
/// An answer that was being loaded when the whole was thrown away goes to its loader but is not
/// kept: it may show the state before the write.
final class Kept<T> {
  private record Answer<T>(T value, Instant loaded) {}

  private final Supplier<T> source;
  private final Pacer pacer;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong generation = new AtomicLong();
  private volatile Optional<Answer<T>> kept = Optional.empty();

  Kept(Supplier<T> source, Pacer pacer) {
    this.source = source;
    this.pacer = pacer;
  }

  T within(Duration life) {
    Optional<T> young = young(life);
    if (young.isPresent()) {
      return young.get();
    }
    lock.lock();
    try {
      return young(life).orElseGet(this::load);
    } finally {
      lock.unlock();
    }
  }

  void forget() {
    generation.incrementAndGet();
    kept = Optional.empty();
  }

  private T load() {
    long started = generation.get();
    Instant asked = pacer.now();
    T value = source.get();
    kept = Optional.of(new Answer<>(value, asked));
    if (generation.get() != started) {
      kept = Optional.empty();
    }
    return value;
  }

  private Optional<T> young(Duration life) {
    return kept.filter(answer -> !answer.loaded().plus(life).isBefore(pacer.now()))
        .map(Answer::value);
  }
}
