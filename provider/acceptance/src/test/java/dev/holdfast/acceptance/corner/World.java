package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// What the corner-case provider's "server" holds and has seen; tests look into it and change it
/// behind Terraform's back.
final class World {

  private final Map<String, Value.Obj> objects = new ConcurrentHashMap<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch meeting;

  /// @param crowd how many creates have to be under way at once before a `meet` object is made
  World(int crowd) {
    this.meeting = new CountDownLatch(crowd);
  }

  /// A name for a new object, made by this server.
  String newId(String typeName) {
    return typeName.substring("corner_".length()) + "-" + ids.incrementAndGet();
  }

  void put(String id, Value.Obj object) {
    objects.put(id, object);
  }

  Optional<Value.Obj> get(String id) {
    return Optional.ofNullable(objects.get(id));
  }

  void remove(String id) {
    objects.remove(id);
  }

  /// The ids of all objects, in order.
  List<String> ids() {
    return objects.keySet().stream().sorted().toList();
  }

  /// Changes an object as another user of the server would.
  void change(String id, UnaryOperator<Value.Obj> change) {
    objects.compute(
        id,
        (_, object) -> {
          if (object == null) {
            throw new AssertionError("There is no object " + id + ", only " + objects.keySet());
          }
          return change.apply(object);
        });
  }

  void record(String event) {
    events.add(event);
  }

  /// What happened, in order.
  List<String> events() {
    return List.copyOf(events);
  }

  /// Reached when the first create waits to be cancelled.
  CountDownLatch waiting() {
    return waiting;
  }

  /// Reached when the crowd is complete.
  CountDownLatch meeting() {
    return meeting;
  }
}
