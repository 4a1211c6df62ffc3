package dev.holdfast.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.acceptance.vm.VmTest;
import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import dev.holdfast.simulator.proxmox.RemoteFile;
import dev.holdfast.simulator.proxmox.VmState;
import java.util.List;
import java.util.Map;

/// A test in which the real Terraform drives `proxmox_template` on two nodes.
abstract class TemplateTest extends VmTest {

  static final String URL = "https://images.example/debian-13-genericcloud-amd64.qcow2";
  static final String SUM = "ab".repeat(32);

  /// A template without customisation on one node.
  static final String PLAIN =
      """
      name  = "debian"
      nodes = ["pve1"]
      image = { url = "%s", checksum = "sha256:%s" }
      disk  = { storage = "local-lvm", size = "8G", discard = true }
      network    = { net0 = { bridge = "vmbr0" } }
      agent      = { enabled = true }
      cloud_init = {}
      """
          .formatted(URL, SUM);

  static final String CUSTOM =
      PLAIN
          + """
          customize = {
            packages = ["qemu-guest-agent"]
            script   = "#!/bin/sh\\necho hello\\n"
          }
          """;

  TemplateTest() {
    this(ProxmoxOptions.singleNode().withNodes("pve1", "pve2"));
  }

  TemplateTest(ProxmoxOptions options) {
    super(options);
    publish(URL, SUM);
  }

  final void publish(String url, String sum) {
    cluster.lab().publish(new RemoteFile(url, 400L << 20, Map.of("sha256", sum)));
  }

  /// A configuration of one template at the address `proxmox_template.x`.
  Workspace template(String body) {
    return terraform.configuration("resource \"proxmox_template\" \"x\" {\n" + body + "\n}\n");
  }

  /// The same on both nodes.
  static String onBoth(String body) {
    return body.replace("[\"pve1\"]", "[\"pve1\", \"pve2\"]");
  }

  /// The templates of that name, by id.
  List<VmState> templates() {
    return cluster.vms().stream()
        .filter(vm -> "debian".equals(vm.config().get("name")))
        .filter(vm -> "1".equals(vm.config().get("template")))
        .toList();
  }

  List<Integer> ids() {
    return templates().stream().map(VmState::id).toList();
  }

  /// Nothing of a creation is left: no machine that is no template, no file, no detached disk.
  void nothingLeft() {
    assertThat(named("debian")).isEqualTo(ids());
    for (String node : List.of("pve1", "pve2")) {
      assertThat(cluster.volumes(node)).noneMatch(volume -> volume.contains("import/"));
    }
    assertThat(templates())
        .allSatisfy(vm -> {
          assertThat(vm.config().get("description")).doesNotContain("creating");
          assertThat(vm.config()).doesNotContainKey("scsi1").doesNotContainKey("unused0");
        });
    assertThat(cluster.runningTasks()).isEmpty();
    assertThat(cluster.failures()).isEmpty();
  }
}
