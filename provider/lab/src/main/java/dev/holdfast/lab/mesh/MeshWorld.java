package dev.holdfast.lab.mesh;

import dev.holdfast.lab.machine.Program;
import dev.holdfast.lab.program.DebPackage;
import dev.holdfast.lab.program.DebianMachine;
import dev.holdfast.lab.program.LabWorld;
import dev.holdfast.simulator.netmaker.FakeNetclient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The mesh of a lab: one Netmaker server, and the client for its machines. Addresses of a network
/// of the mesh are a site of their own, in which all its machines reach each other.
///
/// @param clients a client of the server by the name of a machine
public record MeshWorld(Function<String, FakeNetclient> clients) {
  private static final String REPOSITORY = "https://apt.netmaker.org";
  private static final List<String> VERSIONS = List.of("1.4.0", "1.5.1");
  private static final String UNIT =
      """
      [Unit]
      Description=Netclient Daemon
      After=network-online.target

      [Service]
      ExecStart=/usr/sbin/netclient daemon
      Restart=on-failure

      [Install]
      WantedBy=multi-user.target
      """;

  /// Offers the client's package to machines.
  public static void offer(LabWorld world) {
    List<DebPackage> packages = new ArrayList<>();
    for (String version : VERSIONS) {
      packages.add(
          DebPackage.of("netclient", version + "-0")
              .withPrograms("/usr/sbin/netclient")
              .withFiles(Map.of("/usr/lib/systemd/system/netclient.service", UNIT))
              .starting("netclient.service"));
    }
    world.repositories().offer(REPOSITORY, packages);
    world.web().put(REPOSITORY + "/gpg.key", "A key of the lab.\n");
  }

  /// The models of a machine that may join the mesh.
  public Map<String, Program> programs(DebianMachine.Parts parts) {
    return Map.of("netclient", new Netclient(parts, clients.apply(parts.spec().name())));
  }
}
