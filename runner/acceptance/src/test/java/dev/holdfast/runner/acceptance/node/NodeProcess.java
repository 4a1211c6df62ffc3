package dev.holdfast.runner.acceptance.node;

import dev.holdfast.bootstrap.ClusterLocks;
import dev.holdfast.bootstrap.NodeProject;
import dev.holdfast.bootstrap.NodeWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A process of its own that works on one machine and is killed in the middle.
final class NodeProcess {
  /// How a process that was killed ends.
  static final int KILLED = 137;

  private NodeProcess() {}

  /// Runs one and waits for its end.
  ///
  /// @param title the phase in which it ends without a word
  /// @param delay since the phase began
  static int run(Path blueprint, String name, String title, Duration delay) {
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              NodeProcess.class.getName(),
              blueprint.toString(),
              name,
              title,
              Long.toString(delay.toMillis()))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    NodeWork.Progress killer =
        (_, title) -> {
          if (title.equals(words.get(2))) {
            Thread.ofPlatform()
                .daemon()
                .start(() -> {
                  try {
                    Thread.sleep(Long.parseLong(words.get(3)));
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                  // As kill -9 does: no hook, no finally.
                  Runtime.getRuntime().halt(KILLED);
                });
          }
        };
    try (NodeProject project = NodeProject.packaged();
        NodeWork work =
            new NodeWork(
                new NodeWork.Setup(
                    project, new ClusterLocks(), _ -> {}, killer, Duration.ofMinutes(3)),
                Blueprint.read(Path.of(words.getFirst())).spec(words.get(1), Map.of()))) {
      work.apply();
    }
  }
}
