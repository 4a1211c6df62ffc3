package dev.holdfast.client.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A stop signal together with the means to give it, once and for all.
public final class CancellationSource implements Cancellation {
  private final Map<Object, Runnable> actions = new LinkedHashMap<>();
  private boolean cancelled;

  public void cancel() {
    List<Runnable> due;
    synchronized (actions) {
      cancelled = true;
      due = new ArrayList<>(actions.values());
      actions.clear();
    }
    due.forEach(Runnable::run);
  }

  @Override
  public boolean cancelled() {
    synchronized (actions) {
      return cancelled;
    }
  }

  @Override
  public Registration onCancel(Runnable action) {
    Object key = new Object();
    synchronized (actions) {
      if (!cancelled) {
        actions.put(key, action);
        return () -> forget(key);
      }
    }
    action.run();
    return () -> {};
  }

  private void forget(Object key) {
    synchronized (actions) {
      actions.remove(key);
    }
  }
}
