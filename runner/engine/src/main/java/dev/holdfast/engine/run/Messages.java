package dev.holdfast.engine.run;

import dev.holdfast.engine.event.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What comes back from the hosts of one round, put in the order of the hosts.
///
/// A host's messages are handed on when it is the first of those still at work. A first host that
/// stays silent for a second no longer holds the others back.
final class Messages {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();

  /// Something that a host's worker says.
  sealed interface Message {
    String host();

    /// Progress within a task.
    record Told(String host, Event event) implements Message {}

    /// The end of a task.
    record Done(String host, HostResult result) implements Message {}

    /// A mistake of ours.
    record Crashed(String host, Throwable cause) implements Message {}
  }

  void put(Message message) {
    queue.add(message);
  }

  /// Takes the next message, whoever it is from.
  Message take() throws InterruptedException {
    return queue.take();
  }

  /// Takes the messages of these hosts until each of them is done.
  ///
  /// @param handler is called on this thread, with each host's messages in their order
  void drain(List<String> hosts, Consumer<Message> handler) throws InterruptedException {
    Deque<String> waiting = new ArrayDeque<>(hosts);
    Map<String, List<Message>> held = new HashMap<>();
    boolean patient = true;
    while (!waiting.isEmpty()) {
      Message message =
          patient ? queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) : queue.take();
      if (message == null) {
        patient = false;
        releaseAll(waiting, held, handler);
        continue;
      }
      held.computeIfAbsent(message.host(), _ -> new ArrayList<>()).add(message);
      if (patient) {
        releaseInOrder(waiting, held, handler);
      } else {
        releaseAll(waiting, held, handler);
      }
    }
  }

  private static void releaseInOrder(
      Deque<String> waiting, Map<String, List<Message>> held, Consumer<Message> handler) {
    while (!waiting.isEmpty()) {
      boolean done = release(held.remove(waiting.peekFirst()), handler);
      if (!done) {
        return;
      }
      waiting.removeFirst();
    }
  }

  private static void releaseAll(
      Deque<String> waiting, Map<String, List<Message>> held, Consumer<Message> handler) {
    waiting.removeIf(host -> release(held.remove(host), handler));
  }

  private static boolean release(
      @org.jspecify.annotations.Nullable List<Message> messages, Consumer<Message> handler) {
    boolean done = false;
    if (messages != null) {
      for (Message message : messages) {
        handler.accept(message);
        done |= !(message instanceof Message.Told);
      }
    }
    return done;
  }
}
