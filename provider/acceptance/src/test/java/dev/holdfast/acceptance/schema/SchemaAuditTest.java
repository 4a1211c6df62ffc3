package dev.holdfast.acceptance.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.simulator.proxmox.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The audit of recorded requests.
class SchemaAuditTest {

  private static SchemaAudit audit() {
    Optional<SchemaAudit> audit = SchemaAudit.of("api-schema.json");
    assumeTrue(
        audit.isPresent(),
        "not audited: api-schema.json is not beside this repository (shared/proxmox)");
    return audit.orElseThrow();
  }

  @Test
  void what_the_schema_does_not_have_is_found() {
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
