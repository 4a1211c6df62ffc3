package dev.holdfast.lab.machine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.ShellMachine;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// A real shell of this machine, in a scratch folder.
class DashMachineTest extends MachineContract {
  @TempDir private static Path scratch = Path.of("");
  @TempDir private static Path folders = Path.of("");

  @BeforeAll
  static void thereIsOne() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dash")), "this machine has no dash");
  }

  @Override
  Machine machine() {
    return new ShellMachine(
        new ShellConnection(List.of("dash"), scratch), Become.login(), "", Map.of(), Limits.NONE);
  }

  @Override
  String freshFolder() {
    try {
      return Files.createTempDirectory(folders.toRealPath(), "case").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
