package dev.holdfast.runner.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

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

/// Servers that are not who they should be get no password, and no user's name where their key is
/// refused. What a real server was told stands in its log.
class TrustTest {
  private static final String PLAY =
      """
      - hosts: all
        gather_facts: false
        tasks:
          - command: touch /tmp/never
      """;

  private static Optional<Machine> made = Optional.empty();
  private static Optional<Machine> stranger = Optional.empty();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    made = Optional.of(Machines.busybox());
    stranger = Optional.of(Machines.busybox());
  }

  @AfterAll
  static void stop() {
    made.ifPresent(Machine::close);
    stranger.ifPresent(Machine::close);
  }

  private static Machine machine() {
    return made.orElseThrow();
  }

  private static String name() {
    return "[%s]:%d".formatted(machine().address(), machine().port());
  }

  private static String otherKey() {
    return stranger.orElseThrow().hostKey();
  }

  private Project project(String knownHosts) {
    return new Project(folder)
        .line(
            "h1 %s ansible_user=admin ansible_password=%s"
                .formatted(Project.at(machine()), machine().admin().password()))
        .write("known_hosts", knownHosts);
  }

  /// Runs the play and gives what the server wrote to its log meanwhile.
  private String refused(Project project, String options, String why) {
    int before = machine().log().length();
    Ran ran = project.runWith(options, PLAY);
    assertThat(ran.recap("h1")).as(ran.all()).isEqualTo(Map.of("unreachable", 1));
    assertThat(ran.status()).isEqualTo(4);
    assertThat(ran.fatal("h1")).contains("@127.0.0.1:" + machine().port()).contains(why);
    assertThat(ran.all()).doesNotContain(machine().admin().password());
    assertThat(machine().exists("/tmp/never")).isFalse();
    String log = machine().log().substring(before);
    assertThat(log).contains("Connection from").doesNotContain("password for", "Accepted");
    return log;
  }

  @Test
  void theRightKeyLetsThePasswordPass() {
    Ran ran = project(machine().knownHost() + "\n").run(PLAY.replace("never", "once"));
    assertThat(ran.recap("h1")).isEqualTo(Map.of("ok", 1, "changed", 1));
    assertThat(machine().log()).contains("Accepted password for admin");
  }

  @Test
  void anotherKeyThanTheKnownOne() {
    Project project = project(name() + " " + otherKey() + "\n");
    assertThat(refused(project, project.strictly(), "Unable to trust admin@"))
        .doesNotContain("admin");
  }

  @Test
  void aKeyThatNobodyKnows() {
    Project project = project("");
    assertThat(refused(project, project.strictly(), "Unable to trust admin@"))
        .doesNotContain("admin");
  }

  @Test
  void aKeyThatIsMarkedAsRevoked() {
    Project project = project(machine().knownHost() + "\n@revoked * " + machine().hostKey() + "\n");
    assertThat(refused(project, project.strictly(), "revoked")).doesNotContain("admin");
    String careless = project.strictly().replace("Checking=yes", "Checking=no");
    assertThat(refused(project, careless, "revoked")).doesNotContain("admin");
  }

  @Test
  void aKeyInTheFileOfRevokedOnes() {
    Project project =
        project(machine().knownHost() + "\n").write("revoked", machine().hostKey() + "\n");
    String options = project.strictly() + " -o RevokedHostKeys=" + project.path("revoked");
    assertThat(refused(project, options, "revoked")).doesNotContain("admin");
  }

  @Test
  void aChangedKeyThatIsNotCheckedStillGetsNoPassword() {
    Project project = project(name() + " " + otherKey() + "\n");
    String careless = project.strictly().replace("Checking=yes", "Checking=no");
    refused(project, careless, "the password was not sent, because the host key changed");
  }

  @Test
  void aJumpHostWithAnotherKeyGetsNeitherItsPasswordNorThatOfTheHost() {
    try (Machine inner =
        Machines.recipe(Recipe.Kind.BUSYBOX).named("inner").behind(machine()).start()) {
      Project project = new Project(folder);
      String through =
          "-o ProxyCommand='sshpass -p %s ssh %s -p %d -W %%h:%%p admin@%s'"
              .formatted(
                  machine().admin().password(),
                  project.strictly(),
                  machine().port(),
                  machine().address());
      project
          .line(
              "h1 %s ansible_user=admin ansible_password=%s"
                  .formatted(Project.at(inner), inner.admin().password()))
          .write("known_hosts", name() + " " + otherKey() + "\n" + inner.knownHost() + "\n");
      String log =
          refused(project, project.strictly() + " " + through, "Unable to trust jump host 1 of 1");
      assertThat(log).doesNotContain("admin");
      assertThat(inner.log()).doesNotContain("Connection from");
    }
  }
}
