package dev.holdfast.acceptance.terraform;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// The program under whose hands providers are tested: what `TERRAFORM` names (for example `tofu`),
/// else `terraform` on the PATH.
public final class TerraformBinary {

  private static final String NAME =
      Optional.ofNullable(System.getenv("TERRAFORM")).orElse("terraform");

  private TerraformBinary() {}

  /// The program; the calling test is skipped where there is none, but fails in CI.
  public static Path required() {
    Optional<Path> found = find();
    if (found.isEmpty()) {
      String reason =
          NAME
              + " is not on the PATH: install Terraform 1.11 or newer"
              + " (https://developer.hashicorp.com/terraform/install), or name another program in"
              + " TERRAFORM";
      if (System.getenv("CI") != null) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    return found.orElseThrow();
  }

  /// The registry that stands in for a host that an address leaves out.
  public static String defaultHost() {
    return Path.of(NAME).endsWith("tofu") ? "registry.opentofu.org" : "registry.terraform.io";
  }

  /// The program, if it is there.
  public static Optional<Path> find() {
    if (NAME.contains(File.separator)) {
      return Optional.of(Path.of(NAME)).filter(Files::isExecutable);
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, NAME))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
