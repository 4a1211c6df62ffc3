package dev.holdfast.acceptance.template;

import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import dev.holdfast.simulator.proxmox.api.PveVersion;
import org.junit.jupiter.api.Test;

/// A server that takes no disk images over its API.
class TemplateOldServerTest extends TemplateTest {

  TemplateOldServerTest() {
    super(ProxmoxOptions.singleNode().playing(new PveVersion(8, 3, 5)));
  }

  @Test
  void says_in_the_plan_from_which_version_on_it_works() {
    template(PLAIN);
    terraform.tryPlan().failedWith("Server is too old", "from version 8.4 on", "8.3");
  }
}
