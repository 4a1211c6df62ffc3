package dev.holdfast.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.vm.Privileges;
import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A token with nothing but what is needed, on the oldest supported version.
class TemplateTokenTest extends TemplateTest {

  private static final String WHO = "root@pam!narrow";

  TemplateTokenTest() {
    super(ProxmoxOptions.singleNode().playing(ProxmoxOptions.EIGHT));
  }

  @BeforeEach
  void narrow() {
    environment.put("PROXMOX_VE_API_TOKEN", cluster.addToken("root@pam", "narrow", true));
    cluster.grant("/vms", WHO, Privileges.MACHINES.toArray(String[]::new));
    cluster.grant(
        "/storage",
        WHO,
        "Datastore.Allocate",
        "Datastore.AllocateSpace",
        "Datastore.AllocateTemplate",
        "Datastore.Audit");
    cluster.grant("/nodes", WHO, "Sys.Audit", "Sys.AccessNetwork");
    cluster.grant("/sdn", WHO, "SDN.Use");
  }

  @Test
  void a_token_with_the_needed_privileges_does_everything() {
    template(CUSTOM);
    terraform.apply();
    nothingLeft();
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(named("debian")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/nodes, Sys.AccessNetwork on /nodes/pve1",
    "/storage, Datastore.AllocateTemplate on /storage/local",
    "/vms, VM.Allocate on /vms"
  })
  void a_missing_privilege_is_an_error_of_the_plan(String path, String missing) {
    cluster.revoke(path, WHO);
    cluster.grant(path, WHO, "Datastore.Audit", "VM.Audit");
    template(CUSTOM);
    terraform.tryPlan().failedWith("Missing privilege", missing);
  }
}
