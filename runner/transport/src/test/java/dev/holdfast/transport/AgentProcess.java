package dev.holdfast.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/// OpenSSH's agent, for one test.
public final class AgentProcess implements AutoCloseable {
  private final Process process;
  private final Path socket;

  private AgentProcess(Process process, Path socket) {
    this.process = process;
    this.socket = socket;
  }

  public static AgentProcess start(Path folder) {
    Tools.need("ssh-agent");
    Path socket = folder.resolve("agent");
    try {
      Process process =
          new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Awaitility.await()
          .pollInterval(Duration.ofMillis(10))
          .until(() -> Files.exists(socket) || !process.isAlive());
      return new AgentProcess(process, socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String socket() {
    return socket.toString();
  }

  public void add(Path key) {
    Tools.run(Map.of("SSH_AUTH_SOCK", socket()), "ssh-add", "-q", key.toString());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
