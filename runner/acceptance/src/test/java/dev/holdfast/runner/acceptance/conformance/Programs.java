package dev.holdfast.runner.acceptance.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the package of the command and the cases are; tests run in the module's folder.
final class Programs {
  static final Path CASES = Path.of("src/test/conformance/probes").toAbsolutePath();

  private static final Path PACKAGED =
      Path.of("../cli/target/package/libexec/holdfast/ansible").toAbsolutePath().normalize();

  private Programs() {}

  /// The folder with Ansible's names for our command, once the package is made.
  static Optional<Path> folder() {
    return Files.isExecutable(PACKAGED.resolve("ansible-playbook"))
        ? Optional.of(PACKAGED)
        : Optional.empty();
  }
}
