package dev.holdfast.bootstrap;

import java.time.Duration;

/// Does something again and again beside the work, until it is closed.
final class Heartbeat implements AutoCloseable {
  private final Thread thread;
  private final Playing playing;

  private Heartbeat(Thread thread, Playing playing) {
    this.thread = thread;
    this.playing = playing;
  }

  /// @param playing by which the beat reaches machines; closed at the end
  /// @param beat the first that fails is the last: a lock whose signs end is taken over in time
  static Heartbeat every(Duration period, Playing playing, Runnable beat) {
    return new Heartbeat(
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  Thread.sleep(period);
                  beat.run();
                }
              } catch (InterruptedException | NodeException e) {
                Thread.currentThread().interrupt();
              }
            }),
        playing);
  }

  @Override
  public void close() {
    thread.interrupt();
    playing.cancel();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      playing.close();
    }
  }
}
