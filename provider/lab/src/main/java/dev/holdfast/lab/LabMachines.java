package dev.holdfast.lab;

import dev.holdfast.lab.kube.KubeWorld;
import dev.holdfast.lab.machine.Program;
import dev.holdfast.lab.mesh.MeshWorld;
import dev.holdfast.lab.program.DebianMachine;
import dev.holdfast.lab.program.LabWorld;
import dev.holdfast.lab.program.MachineSpec;
import dev.holdfast.lab.ssh.LabNetwork;
import dev.holdfast.lab.ssh.MachineServer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The machines of a lab, which exist in memory only: Debian that can become nodes of Kubernetes,
/// reached over SSH. Nothing of them touches this machine but sockets on its loopback.
public final class LabMachines implements AutoCloseable {
  private final LabWorld world = LabWorld.withDebian();
  private final KubeWorld kubernetes = new KubeWorld();
  private final LabNetwork network = new LabNetwork();
  private final Optional<MeshWorld> mesh;
  private final Map<String, LabMachine> machines = new LinkedHashMap<>();

  /// A machine that runs.
  ///
  /// @param server where it is reached from outside, and its host key
  public record LabMachine(DebianMachine debian, MachineServer server) {}

  public LabMachines() {
    this(Optional.empty());
  }

  /// Machines that may join a mesh.
  public LabMachines(MeshWorld mesh) {
    this(Optional.of(mesh));
  }

  private LabMachines(Optional<MeshWorld> mesh) {
    this.mesh = mesh;
    KubeWorld.offer(world);
    if (mesh.isPresent()) {
      MeshWorld.offer(world);
    }
  }

  /// What all machines can install and download.
  public LabWorld world() {
    return world;
  }

  /// Starts a machine; one of that name is replaced.
  ///
  /// @param addresses of its interface, with their prefix lengths, each with the name of the site
  ///   that it is in: machines reach each other within a site
  public synchronized LabMachine start(MachineSpec spec, Map<String, String> addresses) {
    DebianMachine debian = DebianMachine.install(spec, world, this::programs);
    debian.interfaces().add("eth0", "ether", 1500, addresses);
    MachineServer server = network.start(debian.machine(), debian.interfaces()::sites);
    LabMachine machine = new LabMachine(debian, server);
    machines.put(spec.name(), machine);
    return machine;
  }

  private Map<String, Program> programs(DebianMachine.Parts parts) {
    Map<String, Program> programs = new HashMap<>(kubernetes.programs(parts));
    mesh.ifPresent(clients -> programs.putAll(clients.programs(parts)));
    return programs;
  }

  public synchronized Optional<LabMachine> machine(String name) {
    return Optional.ofNullable(machines.get(name));
  }

  /// Ends a machine; it forgets everything.
  public synchronized void stop(String name) {
    Optional.ofNullable(machines.remove(name))
        .ifPresent(machine -> {
          machine.debian().units().stop("kubelet.service");
          network.stop(name);
        });
  }

  @Override
  public void close() {
    network.close();
  }
}
