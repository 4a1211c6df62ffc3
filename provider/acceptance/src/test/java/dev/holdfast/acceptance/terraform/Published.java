package dev.holdfast.acceptance.terraform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The providers under their published names, in the form that a run of the tests asks for.
///
/// The environment variable `HOLDFAST_PROVIDER` names an executable that then stands in for every
/// provider of ours; without it, tests of published types serve them from their own JVM. The system
/// property `holdfast.package` names the folder of the packaged program, which some tests always
/// run.
public final class Published {

  private static final List<String> NAMES = List.of("proxmox", "netmaker", "k8s", "holdfast");

  private Published() {}

  /// Whether `HOLDFAST_PROVIDER` names an executable: then providers run in processes and time of
  /// their own.
  public static boolean external() {
    return System.getenv("HOLDFAST_PROVIDER") != null;
  }

  /// What `HOLDFAST_PROVIDER` names, else what the test serves itself.
  public static Providers orElse(Supplier<Providers> served) {
    return Optional.ofNullable(System.getenv("HOLDFAST_PROVIDER"))
        .map(Path::of)
        .map(Published::executable)
        .orElseGet(served);
  }

  /// One executable for all published names.
  public static Providers executable(Path program) {
    if (!Files.isExecutable(program)) {
      throw new IllegalArgumentException(
          "HOLDFAST_PROVIDER names " + program + ", which is no executable file");
    }
    return new Providers.Executables(
        NAMES.stream().collect(Collectors.toMap(Published::address, _ -> program)));
  }

  /// The packaged program; empty where the build made no package.
  public static Optional<Path> packaged() {
    return Optional.ofNullable(System.getProperty("holdfast.package"))
        .map(folder -> Path.of(folder, "terraform-provider-holdfast"))
        .filter(Files::isExecutable);
  }

  private static String address(String name) {
    return "holdfast/" + name;
  }
}
