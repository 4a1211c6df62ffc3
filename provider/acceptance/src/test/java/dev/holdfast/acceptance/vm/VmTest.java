package dev.holdfast.acceptance.vm;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.client.http.Cancellation;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.resources.registry.Families;
import dev.holdfast.server.ReattachServer;
import dev.holdfast.simulator.clock.SimulatorClock;
import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import dev.holdfast.simulator.proxmox.ProxmoxSimulator;
import dev.holdfast.simulator.proxmox.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/// A test in which the real Terraform drives `proxmox_vm` against a simulated cluster in simulated
/// time.
abstract class VmTest {

  private static final String REQUIRED =
      """
      terraform {
        required_providers {
          proxmox = { source = "holdfast/proxmox" }
        }
      }
      """;

  final ProxmoxSimulator cluster;
  final ReattachServer server;
  final Workspace terraform;

  VmTest() {
    this(ProxmoxOptions.singleNode());
  }

  VmTest(ProxmoxOptions options) {
    cluster = ProxmoxSimulator.start(options);
    cluster.lab().addTemplate("pve1", 9000, "debian-template", "local-lvm", "4G");
    String token = cluster.addToken("root@pam", "terraform", false);
    Map<String, String> environment =
        Map.of(
            "PROXMOX_VE_ENDPOINT", cluster.endpoint().toString(),
            "PROXMOX_VE_API_TOKEN", token,
            "PROXMOX_VE_TLS_FINGERPRINT", cluster.fingerprint());
    var families =
        new Families(
            name -> Optional.ofNullable(environment.get(name)),
            new SimulatedPacer(cluster.clock()));
    server = Serving.holdfast(families.named("proxmox"));
    terraform = Workspace.traced(Providers.running(server)).file("versions.tf", REQUIRED);
  }

  /// The client's time is the cluster's.
  private record SimulatedPacer(SimulatorClock clock) implements Pacer {
    @Override
    public Instant now() {
      return clock.now();
    }

    @Override
    public void sleep(Duration duration, Cancellation cancellation) {
      clock.await(duration, cancellation::cancelled);
    }
  }

  @AfterEach
  void close() {
    terraform.close();
    server.close();
    cluster.close();
  }

  /// A configuration of one machine at the address `proxmox_vm.x`.
  Workspace machine(String body) {
    return terraform.configuration("resource \"proxmox_vm\" \"x\" {\n" + body + "\n}\n");
  }

  /// The ids of all machines of that name.
  List<Integer> named(String name) {
    return cluster.vms().stream()
        .filter(vm -> name.equals(vm.config().get("name")))
        .map(VmState::id)
        .toList();
  }

  /// The machine as the cluster has it.
  VmState there(int id) {
    return cluster.vm(id).orElseThrow();
  }
}
