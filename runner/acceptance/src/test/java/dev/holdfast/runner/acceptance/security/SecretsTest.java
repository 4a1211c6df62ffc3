package dev.holdfast.runner.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.language.vault.VaultSecret;
import dev.holdfast.language.vault.Vaults;
import dev.holdfast.machines.Account;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.machines.Recipe;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Passwords and what vaults hold show in no output, log, argument list or file, however much is
/// asked to be told.
class SecretsTest {
  private static final String VAULT_PASSWORD = "vp-" + UUID.randomUUID();
  private static final String CONTENT = "vc-" + UUID.randomUUID();

  private static Optional<Machine> jumpHost = Optional.empty();
  private static Optional<Machine> made = Optional.empty();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    Machine jump = Machines.busybox();
    jumpHost = Optional.of(jump);
    made = Optional.of(Machines.recipe(Recipe.Kind.DEBIAN).named("inner").behind(jump).start());
  }

  @AfterAll
  static void stop() {
    made.ifPresent(Machine::close);
    jumpHost.ifPresent(Machine::close);
  }

  private static Machine jump() {
    return jumpHost.orElseThrow();
  }

  private static Machine machine() {
    return made.orElseThrow();
  }

  private static List<String> secrets() {
    return List.of(
        jump().admin().password(), machine().admin().password(), VAULT_PASSWORD, CONTENT);
  }

  @BeforeEach
  void clean() {
    machine().run("rm -rf /srv/secret; mkdir /srv/secret").text();
  }

  /// Logs in with passwords all the way, and becomes root with one.
  private Project project() {
    Project project = new Project(folder).knows(jump()).knows(machine());
    Account admin = machine().admin();
    project.line(
        "h1 %s ansible_user=%s ansible_password=%s ansible_become_password=%s"
            .formatted(Project.at(machine()), admin.name(), admin.password(), admin.password()));
    project.write("vault.pass", VAULT_PASSWORD + "\n");
    project.write("vars.yml", "hidden: " + CONTENT + "\n");
    project.write("page.j2", "key = {{ hidden }}\n");
    project.write("sealed", CONTENT + " as a file\n");
    project.with("ANSIBLE_LOG_PATH", project.path("run.log").toString());
    return project;
  }

  private static String through(Project project) {
    return project.strictly()
        + " -o ProxyCommand='sshpass -p %s ssh %s -p %d -W %%h:%%p admin@%s'"
            .formatted(
                jump().admin().password(), project.strictly(), jump().port(), jump().address());
  }

  private void seal(String... files) throws IOException {
    for (String file : files) {
      Path path = folder.resolve(file);
      Files.writeString(
          path,
          Vaults.encrypt(
              Files.readAllBytes(path), VaultSecret.of(VAULT_PASSWORD), Optional.empty()));
    }
  }

  private Ran watched(Project project, String play, String... options)
      throws IOException, InterruptedException {
    seal("vars.yml", "sealed");
    try (Onlooker onlooker = new Onlooker(secrets())) {
      var all =
          Stream.concat(
                  Stream.of(options),
                  Stream.of("--vault-password-file", project.path("vault.pass").toString()))
              .toArray(String[]::new);
      Ran ran = project.runWith(through(project), play, all);
      assertThat(onlooker.seen()).isEmpty();
      assertThat(onlooker.looks()).isGreaterThan(3);
      assertThat(ran.all()).doesNotContain(secrets());
      assertNothingIsLeft();
      return ran;
    }
  }

  private void assertNothingIsLeft() throws IOException {
    for (String name : List.of("run.log")) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        assertThat(Files.readString(file)).doesNotContain(secrets());
      }
    }
    String pattern = String.join("\n", secrets());
    String there =
        machine()
            .run(
                "find /tmp /var/tmp /dev/shm /home /root /run /var/log /etc /srv -xdev -type f ! -path '/srv/secret/*' ! -path '/etc/shadow*' -exec grep -lF -f /dev/stdin {} + 2>/dev/null | head",
                pattern.getBytes(StandardCharsets.UTF_8))
            .stdout();
    assertThat(there).isEmpty();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (var files = Files.list(temporary)) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().startsWith("holdfast")).toList()) {
        if (Files.isRegularFile(file)) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(secrets());
        }
      }
    }
  }

  @Test
  void anArgumentListThatTellsOneIsSeen() throws Exception {
    try (Onlooker onlooker = new Onlooker(secrets())) {
      Process careless = new ProcessBuilder("/bin/sh", "-c", "read x; : " + CONTENT).start();
      Awaitility.await().until(() -> !onlooker.seen().isEmpty());
      careless.destroy();
    }
  }

  @Test
  void whereTasksUseThem() throws Exception {
    Ran ran =
        watched(
            project(),
            """
            - hosts: all
              become: true
              vars_files: [vars.yml]
              tasks:
                - {copy: {content: "{{ hidden }}", dest: /srv/secret/a}, no_log: true}
                - {copy: {src: sealed, dest: /srv/secret/b}, no_log: true}
                - {template: {src: page.j2, dest: /srv/secret/c}, no_log: true}
                - {lineinfile: {path: /srv/secret/d, line: "{{ hidden }}", create: true}, no_log: true}
                - {blockinfile: {path: /srv/secret/d, block: "{{ hidden }}"}, no_log: true}
                - {replace: {path: /srv/secret/d, regexp: "{{ hidden }}", replace: "x{{ hidden }}"}, no_log: true}
                - command: cat
                  args: {stdin: "{{ hidden }}"}
                  no_log: true
                - shell: printf %s "$TOKEN" > /srv/secret/e
                  environment: {TOKEN: "{{ hidden }}"}
                  no_log: true
                - {user: {name: guest, password: "{{ hidden }}"}}
                - set_fact: {kept: "{{ hidden }}"}
                  no_log: true
                - command: cat
                  args: {stdin: "{{ item }}"}
                  loop: ["{{ kept }}", "{{ hidden }}"]
                  no_log: true
                - copy: {content: "{{ hidden }}", dest: /srv/secret/f}
                  diff: false
            """,
            "-vvvv",
            "--diff");
    assertThat(ran.recap("h1")).as(ran.all()).doesNotContainKeys("failed", "unreachable");
    for (String file : List.of("a", "b", "c", "d", "e", "f")) {
      assertThat(machine().read("/srv/secret/" + file)).contains(CONTENT);
    }
    machine().run("grep -qF " + CONTENT + " /etc/shadow && usermod -p '!' guest").text();
  }

  @Test
  void whereTasksFail() throws Exception {
    Ran ran =
        watched(
            project(),
            """
            - hosts: all
              gather_facts: false
              become: true
              ignore_errors: true
              vars_files: [vars.yml]
              tasks:
                - {copy: {content: "{{ hidden }}", dest: /nowhere/at/all}, no_log: true}
                - {copy: {content: "{{ hidden }}", dest: /nowhere/at/all}, diff: false}
                - {user: {name: "bad:name", password: "{{ hidden }}"}}
                - {command: cat, args: {stdin: "{{ hidden }}", chdir: /nowhere}, no_log: true}
                - {command: cat, args: {stdin: "{{ hidden }}", chdir: /nowhere}, loop: [1, 2], no_log: true}
                - {template: {src: none.j2, dest: "/{{ hidden }}"}, no_log: true}
                - {assert: {that: "hidden == 'x'"}, no_log: true}
                - {debug: {msg: "{{ hidden | from_json }}"}, no_log: true}
            """,
            "-vvvv",
            "--diff");
    assertThat(ran.recap("h1")).as(ran.all()).isEqualTo(Map.of("ok", 8, "ignored", 8));
  }

  @Test
  void whereTheWayIsRefused() throws Exception {
    Project project = project();
    project.write("known_hosts", "").knows(jump());
    Ran ran = watched(project, "- {hosts: all, tasks: [{command: id}]}\n", "-vvvv");
    assertThat(ran.recap("h1")).isEqualTo(Map.of("unreachable", 1));
  }

  @Test
  void whereTheVaultsPasswordIsWrong() throws Exception {
    Project project = project();
    Path other = project.write("other.pass", "another\n").path("other.pass");
    seal("vars.yml", "sealed");
    Ran ran =
        project.runWith(
            through(project),
            "- {hosts: all, vars_files: [vars.yml], tasks: [{command: id}]}\n",
            "-vvvv",
            "--vault-password-file",
            other.toString());
    assertThat(ran.status()).isNotZero();
    assertThat(ran.all()).doesNotContain(secrets()).contains("vars.yml");
  }
}
