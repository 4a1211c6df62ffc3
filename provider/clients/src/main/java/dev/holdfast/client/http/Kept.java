package dev.holdfast.client.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// An answer kept for all who ask, loaded by one of them while the others wait.
///
/// An answer that was being loaded when the whole was thrown away goes to its loader but is not
/// kept: it may show the state before the write. That the server cannot be reached is kept for a
/// moment too: else hundreds of resources would find it out one after the other, each with all its
/// attempts.
public final class Kept<T> {
  private static final Duration OUTAGE_LIFE = Duration.ofSeconds(5);

  private record Answer<T>(T value, Instant loaded) {}

  private record Outage(RuntimeException failure, Instant noticed) {}

  private final Supplier<T> source;
  private final Predicate<RuntimeException> unreachable;
  private final Pacer pacer;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong generation = new AtomicLong();
  private volatile Optional<Answer<T>> kept = Optional.empty();
  private volatile Optional<Outage> outage = Optional.empty();

  /// @param unreachable whether a failure of the source says that the server cannot be reached
  public Kept(Supplier<T> source, Predicate<RuntimeException> unreachable, Pacer pacer) {
    this.source = source;
    this.unreachable = unreachable;
    this.pacer = pacer;
  }

  /// The answer, at most that old.
  public T within(Duration life) {
    Optional<T> young = young(life);
    if (young.isPresent()) {
      return young.get();
    }
    lock.lock();
    try {
      return young(life).orElseGet(this::loadUnlessOut);
    } finally {
      lock.unlock();
    }
  }

  /// Throws the answer away.
  public void forget() {
    generation.incrementAndGet();
    kept = Optional.empty();
  }

  private T loadUnlessOut() {
    Optional<Outage> recent =
        outage.filter(last -> last.noticed().plus(OUTAGE_LIFE).isAfter(pacer.now()));
    if (recent.isPresent()) {
      throw recent.get().failure();
    }
    try {
      return load();
    } catch (RuntimeException e) {
      if (unreachable.test(e)) {
        outage = Optional.of(new Outage(e, pacer.now()));
      }
      throw e;
    }
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
