package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.client.http.TlsTrust;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose certificate is believed, over real TLS.
class TrustTest {
  private static final SimulatedCluster CLUSTER = new SimulatedCluster();
  private static final Credentials TOKEN = CLUSTER.token("trust");

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  @Test
  void pinnedCertificateIsBelieved() {
    assertThat(version(new TlsTrust.Pinned(Set.of(CLUSTER.simulator.fingerprint()))).major())
        .isEqualTo(9);
  }

  @Test
  void otherCertificateThanThePinnedOneIsRefusedAndNamed() {
    var failure = refusal(new TlsTrust.Pinned(Set.of("00".repeat(32))));

    assertThat(failure.getMessage())
        .contains("not the pinned one", CLUSTER.simulator.fingerprint());
    assertThat(CLUSTER.simulator.requests()).noneMatch(r -> r.status() == 0);
  }

  @Test
  void clustersOwnAuthorityIsBelievedFromItsFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), CLUSTER.simulator.caPem());

    assertThat(version(new TlsTrust.AuthorityFile(file)).major()).isEqualTo(9);
  }

  @Test
  void unknownAuthorityIsRefusedWithTheFingerprintToCompare() {
    assertThat(refusal(new TlsTrust.SystemAuthorities()).getMessage())
        .contains("is not trusted", "PVE Cluster Manager CA", CLUSTER.simulator.fingerprint());
  }

  @Test
  void anythingIsBelievedWhenAskedFor() {
    assertThat(version(new TlsTrust.Insecure()).major()).isEqualTo(9);
  }

  @Test
  void fileWithoutCertificatesIsNamed(@TempDir Path folder) throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    for (Path file : new Path[] {empty, folder.resolve("missing.pem")}) {
      assertThatThrownBy(() -> version(new TlsTrust.AuthorityFile(file)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(file.toString());
    }
  }

  private static ProxmoxException refusal(TlsTrust trust) {
    var failure = catchThrowableOfType(ProxmoxException.class, () -> version(trust));
    assertThat(failure.code()).isEqualTo(Code.TLS);
    return failure;
  }

  private static Version version(TlsTrust trust) {
    try (var client = ProxmoxClient.open(CLUSTER.config(TOKEN).withTrust(trust))) {
      return client.version();
    }
  }
}
