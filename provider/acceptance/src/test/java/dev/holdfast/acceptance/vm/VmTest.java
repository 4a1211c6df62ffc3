package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.schema.SchemaAudit;
import dev.holdfast.acceptance.terraform.SimulatedTest;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import dev.holdfast.simulator.proxmox.ProxmoxSimulator;
import dev.holdfast.simulator.proxmox.VmState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A test in which the real Terraform drives `proxmox_vm` against a simulated cluster in simulated
/// time.
public abstract class VmTest extends SimulatedTest<ProxmoxSimulator> {

  private static final String TOKEN = "PROXMOX_VE_API_TOKEN";
  private static final Optional<SchemaAudit> AUDIT = SchemaAudit.of("api-schema.json");

  protected final ProxmoxSimulator cluster;
  protected final String token;

  protected VmTest() {
    this(ProxmoxOptions.singleNode());
  }

  // What the constructor of a test calls of its own class is final.
  @SuppressWarnings("this-escape")
  protected VmTest(ProxmoxOptions options) {
    super(
        "proxmox",
        clock -> ProxmoxSimulator.start(clock.map(options::in).orElse(options)),
        ProxmoxSimulator::clock,
        VmTest::access);
    cluster = simulator();
    cluster.lab().addTemplate("pve1", 9000, "debian-template", "local-lvm", "4G");
    token = Optional.ofNullable(environment.get(TOKEN)).orElseThrow();
  }

  private static Map<String, String> access(ProxmoxSimulator cluster) {
    return Map.of(
        "PROXMOX_VE_ENDPOINT",
        cluster.endpoint().toString(),
        TOKEN,
        cluster.addToken("root@pam", "terraform", false),
        "PROXMOX_VE_TLS_FINGERPRINT",
        cluster.fingerprint());
  }

  /// Where the vendor's schema is beside the repository, every request of the test must be within
  /// it.
  @Override
  protected void audit() {
    AUDIT.ifPresent(audit ->
        assertThat(audit.violations(cluster.requests()))
            .as("requests outside the schema")
            .isEmpty());
  }

  /// A configuration of one machine at the address `proxmox_vm.x`.
  protected Workspace machine(String body) {
    return terraform.configuration("resource \"proxmox_vm\" \"x\" {\n" + body + "\n}\n");
  }

  /// The ids of all machines of that name.
  protected List<Integer> named(String name) {
    return cluster.vms().stream()
        .filter(vm -> name.equals(vm.config().get("name")))
        .map(VmState::id)
        .toList();
  }

  /// The machine as the cluster has it.
  protected VmState there(int id) {
    return cluster.vm(id).orElseThrow();
  }

  /// One value of a machine's configuration, which must be there.
  protected String config(int id, String key) {
    return Optional.ofNullable(there(id).config().get(key)).orElseThrow();
  }
}
