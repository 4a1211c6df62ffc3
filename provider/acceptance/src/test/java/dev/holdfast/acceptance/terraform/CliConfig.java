package dev.holdfast.acceptance.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the CLI configuration file of a workspace: nothing is ever fetched from a network, and
/// the user's own configuration is not read.
final class CliConfig {

  private CliConfig() {}

  static Path write(Path scratch, Providers providers) throws IOException {
    Path file = scratch.resolve("cli.tfrc");
    Files.writeString(
        file,
        switch (providers) {
          case Providers.Running _ ->
              installation(mirror(Files.createDirectories(scratch.resolve("no-mirror"))));
          case Providers.Mirror(Path folder) -> installation(mirror(folder));
          case Providers.Executables(var byAddress) -> installation(overrides(scratch, byAddress));
        });
    return file;
  }

  private static String installation(String methods) {
    return "provider_installation {\n" + methods + "}\n";
  }

  private static String mirror(Path folder) {
    return "  filesystem_mirror {\n    path = \"" + folder + "\"\n  }\n";
  }

  private static String overrides(Path scratch, Map<String, Path> byAddress) throws IOException {
    for (var entry : byAddress.entrySet()) {
      String type = entry.getKey().substring(entry.getKey().lastIndexOf('/') + 1);
      Path folder = Files.createDirectories(scratch.resolve("override-" + type));
      Files.createSymbolicLink(
          folder.resolve("terraform-provider-" + type), entry.getValue().toAbsolutePath());
    }
    return byAddress.keySet().stream()
        .map(address -> override(scratch, address))
        .collect(Collectors.joining("", "  dev_overrides {\n", "  }\n"));
  }

  private static String override(Path scratch, String address) {
    String type = address.substring(address.lastIndexOf('/') + 1);
    return "    \"" + address + "\" = \"" + scratch.resolve("override-" + type) + "\"\n";
  }
}
