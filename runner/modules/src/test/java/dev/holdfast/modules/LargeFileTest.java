package dev.holdfast.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.ShellMachine;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that come in pieces.
final class LargeFileTest {
  @TempDir private Path folder = Path.of("");

  private ShellMachine machine() {
    LocalConnection connection =
        new LocalConnection(List.of("/bin/sh"), System.getenv("PATH"), folder);
    return new ShellMachine(connection, Become.login(), "", Map.of(), Limits.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {(3 << 20) + 1, 6 << 20, (6 << 20) + 17})
  void allPiecesComeInOrder(int length) throws IOException {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    Path file = Files.write(folder.resolve("a file"), content);
    ShellMachine machine = machine();
    Probe.Stat stat = Probe.Stat.of(file.toString());
    assertThat(LargeFile.is(machine.ask(stat).stat(stat).orElseThrow())).isTrue();
    try (InputStream stream = new LargeFile(machine, file.toString(), length).open()) {
      assertThat(stream.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void aFileThatIsGoneIsAnError() {
    LargeFile file = new LargeFile(machine(), folder.resolve("none").toString(), 1);
    assertThatThrownBy(() -> file.open().read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unable to read");
  }
}
