package dev.holdfast.simulator.proxmox.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls that a server of some version has.
public final class ApiCatalog {

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

  private final List<ApiCall> calls;
  private final Map<String, PartsSpec> parts;
  private final Map<String, ApiCall> byKey = new HashMap<>();
  private final Map<String, List<Route>> routes = new HashMap<>();

  /// @param calls fixed paths before those with variables
  ApiCatalog(List<ApiCall> calls, Map<String, PartsSpec> parts) {
    this.calls = List.copyOf(calls);
    this.parts = Map.copyOf(parts);
    for (ApiCall call : calls) {
      byKey.put(call.key(), call);
      routes.computeIfAbsent(call.method(), _ -> new ArrayList<>()).add(new Route(call));
    }
  }

  /// The calls, fixed paths before those with variables.
  public List<ApiCall> calls() {
    return calls;
  }

  /// The property strings, by the name in the description files.
  public Map<String, PartsSpec> parts() {
    return parts;
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
    return routes.getOrDefault(method, List.of()).stream()
        .flatMap(route -> route.match(path).stream())
        .findFirst();
  }

  /// A call that is known to exist.
  public ApiCall call(String key) {
    return Optional.ofNullable(byKey.get(key)).orElseThrow();
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
