package dev.holdfast.runner.acceptance.node;

import dev.holdfast.bootstrap.ClusterSpec;
import dev.holdfast.bootstrap.ControlPlane;
import dev.holdfast.bootstrap.NodeSpec;
import dev.holdfast.bootstrap.Role;
import dev.holdfast.engine.run.Way;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.machines.Machine;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// What machines are to be, made from what stands in a file, so that another process can work on
/// them too.
///
/// @param machines by name; those whose names begin with `cp` are control planes, the others lie
///   behind the jump host
/// @param manifest of the network of pods
record Blueprint(Map<String, Endpoint> machines, Endpoint jump, Path manifest) {

  /// Where a machine is, and how to log in as root.
  record Endpoint(String address, int port, Path key, String hostKey) {
    static Endpoint of(Machine machine) {
      return new Endpoint(
          machine.address(), machine.port(), machine.privateKey(), machine.hostKey());
    }

    private static Endpoint of(String line) {
      String[] parts = line.split(" ", 4);
      return new Endpoint(parts[0], Integer.parseInt(parts[1]), Path.of(parts[2]), parts[3]);
    }

    private String line() {
      return "%s %d %s %s".formatted(address, port, key, hostKey);
    }

    private Target.Hop hop() {
      try {
        return new Target.Hop(
            address,
            port,
            Optional.of("root"),
            List.of(
                new Target.Credential.KeyText(Secret.of(Files.readString(key)), Optional.empty())),
            new Target.HostKeys.Pinned(List.of(hostKey)),
            Duration.ofSeconds(20));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static boolean isPlane(String name) {
    return name.startsWith("cp");
  }

  void write(Path file) {
    var all = new Properties();
    all.setProperty("names", String.join(" ", machines.keySet()));
    machines.forEach((name, endpoint) -> all.setProperty("machine." + name, endpoint.line()));
    all.setProperty("jump", jump.line());
    all.setProperty("manifest", manifest.toString());
    try (Writer to = Files.newBufferedWriter(file)) {
      all.store(to, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Blueprint read(Path file) {
    var all = new Properties();
    try (Reader from = Files.newBufferedReader(file)) {
      all.load(from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Endpoint> machines = new LinkedHashMap<>();
    for (String name : all.getProperty("names").split(" ")) {
      machines.put(name, Endpoint.of(all.getProperty("machine." + name)));
    }
    return new Blueprint(
        machines, Endpoint.of(all.getProperty("jump")), Path.of(all.getProperty("manifest")));
  }

  private Endpoint endpoint(String name) {
    return Optional.ofNullable(machines.get(name)).orElseThrow();
  }

  private Way way(String name) {
    List<Target.Hop> jumps = isPlane(name) ? List.of() : List.of(jump.hop());
    return new Way(new Target.Ssh(jumps, endpoint(name).hop()), Optional.empty());
  }

  /// What a machine is to be.
  ///
  /// @param labels its labels
  NodeSpec spec(String name, Map<String, String> labels) {
    Map<String, ControlPlane> planes = new LinkedHashMap<>();
    machines.keySet().stream()
        .filter(Blueprint::isPlane)
        .forEach(
            plane -> planes.put(plane, new ControlPlane(endpoint(plane).address(), way(plane))));
    DictValue inputs = new DictValue();
    inputs.put(
        "kubernetes_repository",
        Str.of("file:/srv/repository/kubernetes/v{{ kubernetes_minor }}/deb"));
    inputs.put("kubernetes_repository_suite", Str.of("./"));
    inputs.put("kubernetes_repository_trusted", Bool.TRUE);
    inputs.put("preflight_cgroup_v2", Bool.FALSE);
    inputs.put("cni_manifest", Str.of("file:///srv/repository/flannel.yml"));
    inputs.put("cni_sha256", Str.of(sha256(manifest)));
    DictValue given = new DictValue();
    labels.forEach((key, value) -> given.put(key, Str.of(value)));
    inputs.put("node_labels", given);
    return new NodeSpec(
        name,
        isPlane(name) ? Role.CONTROL_PLANE : Role.WORKER,
        "1.36.4",
        endpoint(name).address(),
        way(name),
        new ClusterSpec("edge", "cp1", planes),
        inputs);
  }

  static String sha256(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
