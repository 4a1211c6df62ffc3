package dev.holdfast.simulator.proxmox.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls that a server of some version has.
///
/// @param calls the calls, fixed paths before those with variables
/// @param parts the property strings, by the name in the description files
public record ApiCatalog(List<ApiCall> calls, Map<String, PartsSpec> parts) {

  private static final List<String> FILES =
      List.of(
          "qemu-config.api",
          "qemu.api",
          "agent.api",
          "firewall.api",
          "access.api",
          "cluster.api",
          "storage.api",
          "storage-config.api");

  /// A call and the values of the variables in its path.
  public record Match(ApiCall call, Map<String, String> variables) {}

  /// Copies the collections.
  public ApiCatalog {
    calls = List.copyOf(calls);
    parts = Map.copyOf(parts);
  }

  /// Reads the description files for a version.
  public static ApiCatalog of(PveVersion version) {
    ApiFileReader reader = new ApiFileReader(version);
    for (String file : FILES) {
      reader.read(file, resource(file));
    }
    return reader.catalog();
  }

  /// The call for a verb and a path below `/api2/json`, already split at its slashes.
  public Optional<Match> find(String method, List<String> path) {
    return calls.stream()
        .filter(call -> call.method().equals(method))
        .flatMap(call -> call.match(path).map(variables -> new Match(call, variables)).stream())
        .findFirst();
  }

  /// A call that is known to exist.
  public ApiCall call(String key) {
    return calls.stream().filter(c -> c.key().equals(key)).findFirst().orElseThrow();
  }

  private static String resource(String file) {
    try (InputStream in =
        ApiCatalog.class.getResourceAsStream("/dev/holdfast/simulator/proxmox/api/" + file)) {
      if (in == null) {
        throw new IllegalStateException(
            "the API description " + file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
