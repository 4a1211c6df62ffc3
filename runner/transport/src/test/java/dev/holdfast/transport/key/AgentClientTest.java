package dev.holdfast.transport.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.transport.AgentProcess;
import dev.holdfast.transport.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our client of agents against OpenSSH's own agent.
class AgentClientTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void listsItsKeysAndSignsWithEachOfThem() {
    try (AgentProcess agent = AgentProcess.start(folder)) {
      for (String type : List.of("ed25519", "rsa", "ecdsa")) {
        agent.add(Tools.key(folder, type, type));
      }
      List<UserKey> keys = new AgentClient(agent.socket()).keys();
      assertThat(keys)
          .extracting(key -> PublicKeys.type(key.blob()))
          .containsExactly("ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256");
      byte[] data = "data".getBytes(StandardCharsets.UTF_8);
      for (UserKey key : keys) {
        for (String algorithm : Signatures.algorithms(PublicKeys.type(key.blob()))) {
          byte[] signature = key.sign(algorithm, data);
          assertThat(Signatures.verify(key.blob(), Optional.of(algorithm), data, signature))
              .as(algorithm)
              .isTrue();
        }
      }
    }
  }

  @Test
  void saysWhichSocketDoesNotAnswer() {
    assertThatThrownBy(() -> new AgentClient(folder + "/none").keys())
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("the agent at " + folder + "/none does not answer");
  }
}
