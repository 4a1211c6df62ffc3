package dev.holdfast.acceptance.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Published;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.TerraformProcess;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.machines.Recipe;
import dev.holdfast.resources.registry.Families;
import dev.holdfast.server.ReattachServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `holdfast_playbook` from its first run to its end.
class PlaybookTest {
  private static final String RESOURCE = "holdfast_playbook.site";

  private static Optional<Machine> shared = Optional.empty();

  private final ReattachServer server =
      Serving.holdfast(new Families(_ -> Optional.empty(), Pacer.system()).named("holdfast"));
  private final Workspace terraform =
      Workspace.traced(Published.orElse(() -> Providers.running(server)));

  @BeforeAll
  static void start() {
    shared = Optional.of(Machines.recipe(Recipe.Kind.DEBIAN).named("one").start());
  }

  @AfterAll
  static void stop() {
    shared.ifPresent(Machine::close);
  }

  private static Machine one() {
    return shared.orElseThrow();
  }

  @BeforeEach
  void provider() throws IOException {
    one().run("rm -rf /root/made; mkdir /root/made").text();
    terraform.file(
        "provider.tf",
        """
        terraform {
          required_providers {
            holdfast = { source = "holdfast/holdfast" }
          }
        }

        variable "key" {
          type      = string
          ephemeral = true
          default   = <<-EOT
        %s
        EOT
        }

        provider "holdfast" {
          ssh = {
            profiles = {
              default = { private_key = var.key }
              admin   = { user = "admin", private_key = var.key, become_password = "%s" }
            }
          }
        }
        """
            .formatted(Files.readString(one().privateKey()).strip(), one().admin().password()));
  }

  @AfterEach
  void close() {
    terraform.close();
    server.close();
  }

  private static String ssh(String more) {
    return "{ host = \"%s\", port = %d, host_key = \"%s\" %s }"
        .formatted(one().address(), one().port(), one().hostKey(), more);
  }

  /// A resource that runs `play/site.yml`, with these further lines.
  private static String resource(String more) {
    return """
    resource "holdfast_playbook" "site" {
      playbook = "${abspath(path.root)}/play/site.yml"
      hosts = {
        web = { ssh = %s, groups = ["servers"], vars = { color = "red" } }
      }
    %s
    }
    """
        .formatted(ssh(""), more);
  }

  /// Writes the playbook, with these tasks.
  private void tasks(String tasks) {
    terraform.file(
        "play/site.yml", "- hosts: all\n  gather_facts: false\n  tasks:\n" + tasks.indent(4));
  }

  private static final String COUNT = "- shell: echo run >> /root/made/runs\n";

  private static long runs() {
    return one().exists("/root/made/runs") ? one().read("/root/made/runs").lines().count() : 0;
  }

  @Test
  void runs_once_and_again_when_files_variables_or_triggers_change() {
    tasks(
        COUNT
            + """
            - shell: echo {{ color }} {{ size }} {{ token }} {{ list | sum }}
              register: said
            - set_fact: {said: "{{ said.stdout }}", many: [1, {a: true}]}
            - set_fact: {hidden: "{{ token }}"}
              no_log: true
            - set_stats: {data: {runs: 3}}
            """);
    String variables =
        "extra_vars = { size = %d, list = [1, 2] }\n  extra_vars_wo = { token = \"%s\" }\n  extra_vars_wo_version = \"%d\"\n";
    terraform.configuration(resource(variables.formatted(1, "hunter2", 1))).apply();
    var attributes = terraform.state().attributes(RESOURCE);
    assertThat(attributes.path("facts").toString())
        .isEqualTo("{\"web\":{\"many\":[1,{\"a\":true}],\"said\":\"red 1 hunter2 3\"}}");
    assertThat(attributes.path("stats").toString()).isEqualTo("{\"runs\":3}");
    assertThat(attributes.path("extra_vars_wo").isNull()).isTrue();
    assertThat(runs()).isEqualTo(1);
    terraform.expectNoChanges();

    terraform.configuration(resource(variables.formatted(2, "hunter2", 1))).apply();
    assertThat(runs()).isEqualTo(2);
    terraform.configuration(resource(variables.formatted(2, "hunter3", 1)));
    terraform.expectNoChanges();
    terraform.configuration(resource(variables.formatted(2, "hunter3", 2))).apply();
    assertThat(runs()).isEqualTo(3);
    assertThat(terraform.state().attributes(RESOURCE).path("facts").toString())
        .contains("red 2 hunter3");

    terraform.file("play/group_vars/servers.yml", "unused: 1\n");
    var plan = terraform.plan();
    assertThat(plan.actions(RESOURCE)).containsExactly("update");
    assertThat(plan.unknown(RESOURCE).path("facts").asBoolean()).isTrue();
    assertThat(plan.unknown(RESOURCE).path("hash").asBoolean(false)).isFalse();
    terraform.apply();
    assertThat(runs()).isEqualTo(4);
    terraform.file("play/.git/index", "x").file("play/.terraform/x", "x");
    terraform.expectNoChanges();

    terraform
        .configuration(
            resource(variables.formatted(2, "hunter3", 2) + "timeouts = { update = \"5m\" }"))
        .apply();
    assertThat(runs()).isEqualTo(4);
    terraform.destroy();
    assertThat(runs()).isEqualTo(4);
  }

  @Test
  void a_failed_create_leaves_nothing_and_a_failed_update_runs_again() {
    tasks("- name: Break it\n  shell: test -e /root/made/good || { echo no good >&2; exit 3; }\n");
    terraform.configuration(resource(""));
    var run = terraform.tryApply().failedWith("Unable to run playbook", "no good");
    assertThat(run.flowing())
        .contains("web failed at task \"Break it\"")
        .contains("play/site.yml:4")
        .contains("rc 3");
    assertThat(terraform.state().addresses()).isEmpty();

    one().write("/root/made/good", "");
    terraform.apply();
    String before = terraform.state().attributes(RESOURCE).path("hash").asString();
    one().run("rm /root/made/good").text();
    terraform.file("play/more.txt", "changed");
    terraform.tryApply().failedWith("Break it");
    assertThat(terraform.state().attributes(RESOURCE).path("hash").asString()).isEqualTo(before);
    assertThat(terraform.state().tainted(RESOURCE)).isFalse();
    one().write("/root/made/good", "");
    terraform.apply();
    terraform.expectNoChanges();
    terraform.destroy();
  }

  @Test
  void secrets_are_in_no_error() {
    tasks("- name: Hidden\n  shell: echo {{ token }}; exit 1\n  no_log: true\n");
    terraform.configuration(resource("extra_vars_wo = { token = \"swordfish\" }"));
    var run = terraform.tryApply().failedWith("task \"Hidden\"");
    assertThat(run.flowing()).doesNotContain("swordfish");
    tasks("- name: Open\n  shell: echo {{ token }} >&2; exit 1\n");
    run = terraform.tryApply().failedWith("task \"Open\"", "(sensitive value)");
    assertThat(run.flowing()).doesNotContain("swordfish");
  }

  @Test
  void a_preview_tells_what_would_change_and_changes_nothing() {
    tasks("- name: Write it\n  copy: {content: x, dest: /root/made/x}\n");
    terraform.configuration(resource("preview = true"));
    assertThat(terraform.tryPlan().succeeded().flowing())
        .contains("Preview of playbook")
        .contains("web: Write it")
        .contains("play/site.yml:4");
    assertThat(one().exists("/root/made/x")).isFalse();
    terraform.apply();
    assertThat(one().exists("/root/made/x")).isTrue();
    assertThat(terraform.tryPlan().succeeded().flowing()).doesNotContain("Preview");
  }

  @Test
  void a_preview_of_what_is_not_there_yet_says_that_it_will_run() {
    tasks("- ping:\n");
    String away =
        resource("preview = true\n  timeouts = { create = \"1m\" }")
            .replace("port = " + one().port(), "port = 1");
    terraform.configuration(away);
    assertThat(terraform.tryPlan().succeeded().flowing())
        .contains("It will run; what it would change is not known")
        .contains("web could not be reached");
    terraform.tryApply().failedWith("Not every host could be reached", "127.0.0.1:1");
    terraform.configuration(
        "resource \"terraform_data\" \"at\" {\n  input = \"%s\"\n}\n".formatted(one().address())
            + resource("preview = true")
                .replace("\"" + one().address() + "\"", "terraform_data.at.output"));
    assertThat(terraform.tryPlan().succeeded().flowing()).contains("known only after the apply");
    terraform.apply();
    terraform.expectNoChanges();
    terraform.destroy();
  }

  @Test
  void a_machine_behind_another_is_reached_and_becoming_root_is_answered() {
    try (Machine inner = Machines.recipe(Recipe.Kind.DEBIAN).named("inner").behind(one()).start()) {
      terraform.file(
          "roles/web/tasks/main.yml",
          "- shell: echo $(whoami)@$(hostname)\n  register: who\n- set_fact: {who: \"{{ who.stdout }}\"}\n");
      terraform
          .configuration(
              """
              resource "holdfast_playbook" "site" {
                role = "${abspath(path.root)}/roles/web"
                hosts = {
                  inner = {
                    ssh = {
                      host     = "%s"
                      host_key = "%s"
                      profile  = "inner"
                      become   = true
                      jumps    = [%s]
                    }
                  }
                }
              }
              """
                  .formatted(inner.address(), inner.hostKey(), ssh("")))
          .file("key", read(inner));
      terraform.tryPlan().failedWith("Unknown SSH profile", "\"admin\", \"default\"");
      terraform.file("provider.tf", providerWith(inner));
      terraform.apply();
      assertThat(
              terraform
                  .state()
                  .attributes(RESOURCE)
                  .path("facts")
                  .path("inner")
                  .path("who")
                  .asString())
          .isEqualTo("root@inner");
      terraform.expectNoChanges();
      terraform.destroy();
    }
  }

  private String providerWith(Machine inner) {
    try {
      return Files.readString(terraform.folder().resolve("provider.tf"))
          .replace(
              "profiles = {",
              "profiles = {\n      inner = { user = \"admin\", private_key_file = \"${abspath(path.root)}/key\", become_password = \"%s\" }"
                  .formatted(inner.admin().password()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String read(Machine machine) {
    try {
      return Files.readString(machine.privateKey());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void wrong_and_missing_host_keys_are_refused() {
    tasks("- ping:\n");
    terraform.configuration(resource("").replace(one().hostKey(), "SHA256:" + "A".repeat(43)));
    terraform.tryApply().failedWith("could not be reached", "none of the pinned ones");
    terraform.configuration(resource("").replace(", host_key = \"" + one().hostKey() + "\"", ""));
    terraform.tryPlan().failedWith("Host key is not pinned", "ssh.known_hosts");
  }

  @Test
  void destroying_runs_what_is_asked_for_and_keeps_the_state_when_that_fails() {
    tasks("- ping:\n");
    terraform.file(
        "play/end.yml",
        "- hosts: servers\n  gather_facts: false\n  tasks:\n    - shell: test -e /root/made/may && touch /root/made/ended-{{ size }}\n");
    terraform
        .configuration(resource("on_destroy = \"end.yml\"\n  extra_vars = { size = 4 }"))
        .apply();
    terraform
        .run("destroy", "-auto-approve", "-no-color")
        .failedWith("Unable to run end.yml before destroying", "end.yml:4");
    assertThat(terraform.state().addresses()).containsExactly(RESOURCE);
    one().write("/root/made/may", "");
    terraform.destroy();
    assertThat(one().exists("/root/made/ended-4")).isTrue();
  }

  @Test
  void an_inventory_says_itself_how_its_hosts_are_reached() {
    tasks(COUNT + "- set_fact: {at: \"{{ place }}\"}\n");
    String inventory =
        "[servers]\nweb ansible_host=%s ansible_port=%d ansible_user=root ansible_ssh_private_key_file=%s place=%s\n";
    terraform
        .file("known_hosts", one().knownHost() + "\n")
        .file(
            "hosts",
            inventory.formatted(one().address(), one().port(), one().privateKey(), "here"));
    terraform.file(
        "provider.tf",
        """
        terraform {
          required_providers {
            holdfast = { source = "holdfast/holdfast" }
          }
        }

        provider "holdfast" {
          ssh = { known_hosts = "%s" }
        }
        """
            .formatted(terraform.folder().resolve("known_hosts")));
    terraform
        .configuration(
            "resource \"holdfast_playbook\" \"site\" {\n  playbook = \"${abspath(path.root)}/play/site.yml\"\n  inventory = [\"${abspath(path.root)}/hosts\"]\n}\n")
        .apply();
    assertThat(terraform.state().attributes(RESOURCE).path("facts").toString())
        .isEqualTo("{\"web\":{\"at\":\"here\"}}");
    terraform.file(
        "hosts", inventory.formatted(one().address(), one().port(), one().privateKey(), "there"));
    terraform.apply();
    assertThat(runs()).isEqualTo(2);
    terraform.destroy();
  }

  @Test
  void an_interrupt_ends_the_command_on_the_machine() {
    tasks("- shell: echo $$ > /root/made/pid; sleep 300\n");
    terraform.configuration(resource(""));
    TerraformProcess running = terraform.start("apply", "-auto-approve", "-no-color");
    Awaitility.await().until(() -> one().run("test -s /root/made/pid").status() == 0);
    running.interrupt();
    assertThat(running.finish().failedWith("It was interrupted").exit()).isNotZero();
    Awaitility.await()
        .until(() ->
            one().run("tr -d '\\0' < /proc/$(cat /root/made/pid)/cmdline | grep .").status() != 0);
    assertThat(terraform.state().addresses()).isEmpty();
  }

  @Test
  void what_is_not_there_is_said_at_the_plan() {
    terraform.configuration(resource(""));
    terraform.tryPlan().failedWith("No such file or folder", "play/site.yml");
    tasks("- nonsense: {}\n  more: 1\n");
    terraform.tryApply().failedWith("play/site.yml:4", "conflicting action statements");
    terraform.configuration("resource \"holdfast_playbook\" \"site\" {\n}\n");
    terraform.tryPlan().failedWith("`playbook`", "`role`");
  }
}
