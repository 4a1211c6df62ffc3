package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The audit of recorded requests.
class SchemaAuditTest {

  private static SchemaAudit audit() throws IOException {
    Optional<SchemaAudit> audit = SchemaAudit.of("api-schema.json");
    assumeTrue(
        audit.isPresent(),
        "not audited: api-schema.json is not beside this repository (shared/proxmox)");
    return audit.orElseThrow();
  }

  @Test
  void requestsThatTheSimulatorTookAreWithinTheSchema() throws IOException {
    SchemaAudit audit = audit();
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "name", "web", "scsi0", "local:1", "net0", "virtio", "agent", "1");
      cluster.api.put(Cluster.vm(100) + "/config", "cores", "2", "delete", "agent");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/status/stop"));
      cluster.api.done(cluster.api.delete(Cluster.vm(100), "purge", "1"));
      assertThat(cluster.simulator.requests()).hasSizeGreaterThan(6);
      assertThat(audit.violations(cluster.simulator.requests())).isEmpty();
    }
  }

  @Test
  void whatTheSchemaDoesNotHaveIsFound() throws IOException {
    String template = "/nodes/{node}/qemu/{vmid}/resize";
    RecordedRequest wrong =
        new RecordedRequest(
            "PUT",
            "/nodes/pve1/qemu/100/resize",
            template,
            Map.of("disk", List.of("floppy0"), "colour", List.of("red")),
            200,
            "root@pam",
            "pve1",
            1);
    assertThat(audit().violations(List.of(wrong)))
        .containsExactlyInAnyOrder(
            "PUT " + template + " disk: 'floppy0' is no such string",
            "PUT " + template + " colour: no such parameter",
            "PUT " + template + ": lacks size");
  }
}
