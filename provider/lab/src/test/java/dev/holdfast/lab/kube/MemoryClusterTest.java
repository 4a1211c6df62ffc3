package dev.holdfast.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.session.Outcome;
import dev.holdfast.language.value.DictValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The packaged playbooks build a cluster on machines in memory, and take it apart.
class MemoryClusterTest {
  private static final List<String> ALL = List.of("cp1", "cp2", "w1", "w2");

  @Test
  void aClusterIsBuilt() throws InterruptedException {
    try (MemoryFleet fleet = new MemoryFleet(ALL)) {
      Outcome outcome = fleet.run("site.yml", ALL, new DictValue());

      assertThat(outcome.troubles()).isEmpty();
      assertThat(outcome.ok()).isTrue();
    }
  }
}
