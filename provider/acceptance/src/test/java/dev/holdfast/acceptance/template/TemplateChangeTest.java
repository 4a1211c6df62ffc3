package dev.holdfast.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Changes;
import dev.holdfast.simulator.proxmox.VmState;
import org.junit.jupiter.api.Test;

/// Another content makes new templates, other words change them in place, and linked clones keep
/// what they hang from.
class TemplateChangeTest extends TemplateTest {

  private static final String NEW_SUM = "cd".repeat(32);
  private static final String NEW_URL = "https://images.example/debian-13-20270101.qcow2";

  private static String renewed(String body) {
    return body.replace(URL, NEW_URL).replace(SUM, NEW_SUM);
  }

  private static String clone(int vmid) {
    return "resource \"proxmox_vm\" \"c\" {\n  name  = \"c1\"\n  clone = { vmid = "
        + vmid
        + " }\n}\n";
  }

  @Test
  void other_content_makes_a_new_template_and_removes_the_old_one() {
    publish(NEW_URL, NEW_SUM);
    template(PLAIN);
    terraform.apply();
    template(renewed(PLAIN));
    Changes plan = terraform.plan();
    assertThat(plan.after("proxmox_template.x").path("vmid").isMissingNode()).isTrue();
    terraform.apply();
    assertThat(ids()).containsExactly(101);
    nothingLeft();
    terraform.expectNoChanges();
  }

  @Test
  void an_old_template_stays_while_linked_clones_use_it() {
    publish(NEW_URL, NEW_SUM);
    template(PLAIN);
    terraform.apply();
    terraform.file("clone.tf", clone(100));
    terraform.apply();
    template(renewed(PLAIN));
    assertThat(terraform.apply().flowing())
        .contains("Older template is kept", "Template 100 on pve1 has the linked clones 101");
    assertThat(ids()).containsExactly(100, 102);
    terraform.expectNoChanges();

    terraform.file("clone.tf", "");
    terraform.apply();
    terraform.apply();
    assertThat(ids()).containsExactly(102);
    terraform.expectNoChanges();
  }

  @Test
  void words_are_changed_in_place() {
    template(onBoth(PLAIN) + "tags = [\"one\"]\n");
    terraform.apply();
    template(
        onBoth(PLAIN).replace("\"debian\"", "\"debian\"\ndescription = \"about it\"")
            + "tags = [\"one\", \"two\"]\n");
    terraform.apply();
    assertThat(ids()).containsExactly(100, 101);
    assertThat(templates())
        .allSatisfy(vm -> {
          assertThat(vm.config()).containsEntry("tags", "one;two");
          assertThat(vm.config().get("description")).startsWith("about it\n<!-- holdfast template");
        });
    terraform.expectNoChanges();
    cluster.lab().setConfig(101, "name", "other");
    terraform.apply();
    assertThat(config(101, "name")).isEqualTo("debian");
    terraform.expectNoChanges();
  }

  @Test
  void a_node_more_or_less_changes_only_that_node() {
    template(PLAIN);
    terraform.apply();
    template(onBoth(PLAIN));
    terraform.apply();
    assertThat(templates()).extracting(VmState::node).containsExactly("pve1", "pve2");
    assertThat(ids()).containsExactly(100, 101);
    template(PLAIN.replace("pve1", "pve2"));
    terraform.apply();
    assertThat(ids()).containsExactly(101);
    nothingLeft();
    terraform.expectNoChanges();
  }

  @Test
  void one_template_serves_all_nodes_of_a_shared_storage() {
    template(onBoth(PLAIN).replace("local-lvm", "shared") + "import_storage = \"shared\"\n");
    terraform.apply();
    assertThat(ids()).containsExactly(100);
    var templates = terraform.state().attributes("proxmox_template.x").path("templates");
    assertThat(templates.path("pve2").path("vmid").asInt()).isEqualTo(100);
    assertThat(templates.path("pve2").path("host").asString()).isEqualTo("pve1");
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(named("debian")).isEmpty();
  }

  @Test
  void a_template_that_somebody_removed_is_made_again() {
    template(onBoth(PLAIN));
    terraform.apply();
    cluster.lab().remove(101);
    terraform.apply();
    assertThat(templates()).extracting(VmState::node).containsExactly("pve1", "pve2");
    terraform.expectNoChanges();
  }

  @Test
  void destroying_what_linked_clones_use_is_refused_by_name() {
    template(PLAIN);
    terraform.apply();
    terraform.file("clone.tf", clone(100));
    terraform.apply();
    terraform
        .run("destroy", "-auto-approve", "-no-color", "-target=proxmox_template.x")
        .failedWith("Template is in use", "Template 100 on pve1 has the linked clones 101");
    assertThat(ids()).containsExactly(100);
    terraform.file("clone.tf", "");
    terraform.apply();
    terraform.destroy();
    assertThat(ids()).isEmpty();
  }

  @Test
  void a_template_is_imported_and_taken_as_it_is() {
    cluster.lab().addTemplate("pve1", 500, "debian", "local-lvm", "8G");
    template(PLAIN);
    terraform
        .run("import", "-no-color", "proxmox_template.x", "pve1:500")
        .failedWith("Name each as node and VM id");
    terraform.importId("proxmox_template.x", "pve1/500");
    terraform.apply();
    assertThat(ids()).containsExactly(500);
    assertThat(config(500, "description")).contains("holdfast template hash=");
    terraform.expectNoChanges();
  }
}
