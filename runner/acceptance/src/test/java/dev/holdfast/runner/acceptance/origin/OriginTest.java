package dev.holdfast.runner.acceptance.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.FileTree;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.machines.Recipe;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Machines that are prepared through a jump host: passwords in an INI inventory, the way there in
/// a quoted `ProxyCommand` of sshpass and `ssh -W`, plays with a key written `dest :` and a script
/// by `cmd:`.
class OriginTest {
  /// Neither of the two lines of options could be written any other way in a real inventory.
  private static final String INVENTORY =
      """
      [provision]
      target ansible_host=%s ansible_port=%d

      [provision:vars]
      ansible_user=admin
      ansible_ssh_pass=%s
      ansible_become_pass=%s
      ansible_ssh_common_args='-o UserKnownHostsFile=%s -o StrictHostKeyChecking=yes -o ProxyCommand="sshpass -p %s ssh -o UserKnownHostsFile=%s -o StrictHostKeyChecking=yes -W %%h:%%p -q admin@%s -p %d"'
      """;

  private static final String PLAY =
      """
      - name: Prepare the machine
        hosts: provision
        become: yes
        vars:
          user_name: worker
          user_password: let-me-in
        tasks:
          - name: Install what the node needs
            shell: apt-get -qq update && apt-get -qq install -y hf-app
            args:
              creates: /usr/bin/hf-app

          - name: Create the group
            group:
              name: "{{ user_name }}"
              state: present

          - name: Create the user
            user:
              name: "{{ user_name }}"
              group: "{{ user_name }}"
              shell: /bin/bash
              password: "{{ user_password | password_hash('sha512', 'saltsalt') }}"
              update_password: on_create

          - name: Let it become root
            lineinfile:
              dest : /etc/sudoers.d/worker
              line: "{{ user_name }} ALL=(ALL) NOPASSWD: ALL"
              create: yes
              mode: 0440
              validate: visudo -cf %s

          - name: Make a place
            file: path=/opt/provision state=directory owner={{ user_name }} mode=0750

          - name: Copy the settings
            copy:
              src: settings.conf
              dest : /opt/provision/settings.conf
              owner: "{{ user_name }}"
            notify: tell

          - name: Write the page
            template:
              src: page.j2
              dest: /opt/provision/page
              mode: u=rw,g=r,o=

          - name: Provision
            script:
              cmd: ./provision.sh create_first
              creates: /opt/provision/create_first
            register: provisioned

          - debug: var=provisioned.stdout_lines
            when: provisioned is changed

        handlers:
          - name: tell
            command: touch /opt/provision/told
      """;

  private static Optional<Machine> jumpHost = Optional.empty();
  private static Optional<Machine> made = Optional.empty();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    Machine jump = Machines.busybox();
    jumpHost = Optional.of(jump);
    made = Optional.of(Machines.recipe(Recipe.Kind.DEBIAN).named("target").behind(jump).start());
  }

  @AfterAll
  static void stop() {
    made.ifPresent(Machine::close);
    jumpHost.ifPresent(Machine::close);
  }

  private Project project() {
    Machine jump = jumpHost.orElseThrow();
    Machine target = made.orElseThrow();
    Project project = new Project(folder).knows(jump).knows(target);
    Path known = project.path("known_hosts");
    return project
        .inventory(
            INVENTORY.formatted(
                target.address(),
                target.port(),
                target.admin().password(),
                target.admin().password(),
                known,
                jump.admin().password(),
                known,
                jump.address(),
                jump.port()))
        .write("settings.conf", "level = 1\n")
        .write("page.j2", "{{ user_name }} on {{ ansible_hostname }}\n")
        .write(
            "provision.sh",
            """
            #!/bin/bash
            create_first() {
              echo "creating as $(id -un)"
              hf-app > /opt/provision/create_first
            }
            "$1"
            """);
  }

  @Test
  void isDoneOnceAndFoundDoneTheNextTime() {
    Machine target = made.orElseThrow();
    Project project = project();
    Ran first = project.play(PLAY);
    assertThat(first.recap("target")).as(first.all()).isEqualTo(Map.of("ok", 11, "changed", 9));
    assertThat(first.status()).isZero();
    assertThat(first.out()).contains("creating as root");
    assertThat(target.read("/opt/provision/create_first")).isEqualTo("hf-app 1.0\n");
    assertThat(target.read("/opt/provision/page")).isEqualTo("worker on target\n");
    assertThat(target.exists("/opt/provision/told")).isTrue();
    assertThat(target.run("stat -c '%a %U' /opt/provision /etc/sudoers.d/worker").text())
        .isEqualTo("750 worker\n440 root");
    assertThat(target.run("su worker -c 'sudo -n id -un'").text()).isEqualTo("root");
    FileTree after = target.changes();
    Ran second = project.play(PLAY);
    assertThat(second.recap("target")).as(second.all()).isEqualTo(Map.of("ok", 8, "skipped", 2));
    assertThat(target.changes().since(after).only(path -> !path.startsWith("/run")).entries())
        .isEmpty();
  }
}
