package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.schema.SchemaAudit;
import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Published;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.SimulatedPacer;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.resources.registry.Families;
import dev.holdfast.server.ReattachServer;
import dev.holdfast.simulator.clock.RealClock;
import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import dev.holdfast.simulator.proxmox.ProxmoxSimulator;
import dev.holdfast.simulator.proxmox.VmState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  private static final Optional<SchemaAudit> AUDIT = SchemaAudit.of("api-schema.json");

  /// How much faster than ours the time of the cluster passes where providers have their own.
  private static final double SPEED = 4;

  private final Optional<RealClock> clock;
  final ProxmoxSimulator cluster;

  /// The environment of the provider; looked at whenever Terraform configures it.
  final Map<String, String> environment = new ConcurrentHashMap<>();

  final SimulatedPacer pacer;
  final Families families;
  final String token;
  final ReattachServer server;
  final Workspace terraform;

  VmTest() {
    this(ProxmoxOptions.singleNode());
  }

  VmTest(ProxmoxOptions options) {
    clock = Published.external() ? Optional.of(RealClock.start(SPEED)) : Optional.empty();
    cluster = ProxmoxSimulator.start(clock.map(options::in).orElse(options));
    cluster.lab().addTemplate("pve1", 9000, "debian-template", "local-lvm", "4G");
    token = cluster.addToken("root@pam", "terraform", false);
    environment.put("PROXMOX_VE_ENDPOINT", cluster.endpoint().toString());
    environment.put("PROXMOX_VE_API_TOKEN", token);
    environment.put("PROXMOX_VE_TLS_FINGERPRINT", cluster.fingerprint());
    pacer = new SimulatedPacer(cluster.clock());
    families = new Families(name -> Optional.ofNullable(environment.get(name)), pacer);
    server = Serving.holdfast(families.named("proxmox"));
    terraform =
        Workspace.traced(Published.orElse(() -> Providers.running(server)))
            .with(environment)
            .file("versions.tf", REQUIRED);
  }

  /// Ends everything. Where the vendor's schema is beside the repository, every request of the test
  /// must be within it.
  @AfterEach
  void close() {
    terraform.close();
    server.close();
    cluster.close();
    clock.ifPresent(RealClock::close);
    AUDIT.ifPresent(audit ->
        assertThat(audit.violations(cluster.requests()))
            .as("requests outside the schema")
            .isEmpty());
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

  /// One value of a machine's configuration, which must be there.
  String config(int id, String key) {
    return Optional.ofNullable(there(id).config().get(key)).orElseThrow();
  }
}
