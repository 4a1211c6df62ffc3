package dev.holdfast.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.proxmox.SeedRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// From nothing to templates, through changes, and back to nothing.
class TemplateLifecycleTest extends TemplateTest {

  @Test
  void makes_a_template_without_ever_starting_it() {
    template(PLAIN);
    terraform.apply();
    assertThat(ids()).containsExactly(100);
    assertThat(there(100).config().get("scsi0")).contains("base-100-disk-0").contains("size=8G");
    assertThat(config(100, "ide2")).contains("cloudinit");
    assertThat(cluster.requestCounts())
        .doesNotContainKey("POST /nodes/{node}/qemu/{vmid}/status/start")
        .doesNotContainKey("POST /nodes/{node}/storage/{storage}/upload");
    nothingLeft();
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(named("debian")).isEmpty();
  }

  @Test
  void customises_on_both_nodes_and_leaves_no_seed() {
    template(onBoth(CUSTOM));
    terraform.apply();
    assertThat(ids()).containsExactly(100, 101);
    assertThat(cluster.seedRuns()).extracting(SeedRun::slot).containsExactly("scsi1", "scsi1");
    assertThat(cluster.seedRuns().getFirst().userData())
        .contains("- 'qemu-guest-agent'", "echo hello", "mode: poweroff");
    nothingLeft();
    var state = terraform.state().attributes("proxmox_template.x");
    assertThat(state.path("vmid").asInt()).isEqualTo(100);
    assertThat(state.path("templates").path("pve2").path("vmid").asInt()).isEqualTo(101);
    assertThat(state.path("id").asString()).isEqualTo("pve1/100,pve2/101");
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(named("debian")).isEmpty();
    assertThat(cluster.volumes("pve1")).noneMatch(volume -> volume.contains("-100-"));
  }

  @Test
  void a_plan_without_changes_costs_little() {
    template(onBoth(PLAIN));
    terraform.apply();
    cluster.clearRequests();
    terraform.expectNoChanges();
    assertThat(cluster.requestCounts())
        .isEqualTo(
            Map.of(
                "GET /cluster/resources", 1,
                "GET /nodes/{node}/qemu", 2,
                "GET /nodes/{node}/qemu/{vmid}/pending", 2));
  }
}
