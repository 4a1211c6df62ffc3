package dev.holdfast.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.simulator.netmaker.RecordedRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The audit of recorded requests.
class MeshAuditTest {

  @Test
  void what_the_description_does_not_have_is_found() {
    Optional<MeshAudit> audit = MeshAudit.beside();
    assumeTrue(
        audit.isPresent(),
        "not audited: netmaker-api.json is not beside this repository (shared/netmaker)");
    String networks = "/api/networks";
    RecordedRequest wrong =
        new RecordedRequest(
            "POST", networks, networks, "{\"netid\":1,\"colour\":\"red\"}", 200, "admin");
    RecordedRequest nowhere =
        new RecordedRequest("GET", "/api/nowhere", "/api/nowhere", "", 404, "admin");
    assertThat(audit.orElseThrow().violations(List.of(wrong, nowhere)))
        .containsExactlyInAnyOrder(
            "POST /api/networks netid: 1 is no string",
            "POST /api/networks colour: no such field",
            "GET /api/nowhere: no such call");
  }
}
