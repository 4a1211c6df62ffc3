package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Roles and collections come from folders, archives and repositories, and go again.
class GalaxyCommandTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void sources() throws IOException, InterruptedException {
    put("src/web/tasks/main.yml", "- debug: {msg: x}\n");
    put("src/web/meta/main.yml", "galaxy_info: {author: a}\n");
    put("col/galaxy.yml", "namespace: ns\nname: col\nversion: 1.2.3\n");
    put("col/plugins/x.txt", "x\n");
    run("tar", "-czf", "web.tar.gz", "-C", "src", "web");
    run("git", "-C", "src/web", "init", "-q");
    run("git", "-C", "src/web", "add", "-A");
    run("git", "-C", "src/web", "-c", "user.name=a", "-c", "user.email=b", "commit", "-qm", "x");
    run("git", "-C", "src/web", "tag", "v1");
  }

  private void put(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).directory(folder.toFile()).start().waitFor()).isZero();
  }

  private Invocation galaxy(String... arguments) {
    return Invocation.of("ansible-galaxy", folder, Map.of(), arguments);
  }

  @Test
  void aRoleComesFromAnArchiveOnceAndGoesAgain() {
    assertThat(galaxy("install", "-p", "roles", "web.tar.gz").out())
        .contains("- web was installed successfully");
    assertThat(folder.resolve("roles/web/tasks/main.yml")).exists();
    assertThat(galaxy("install", "-p", "roles", "web.tar.gz").out())
        .contains("is already installed, skipping.");
    assertThat(galaxy("role", "remove", "-p", "roles", "web").out())
        .isEqualTo("- successfully removed web\n");
    assertThat(folder.resolve("roles/web")).doesNotExist();
  }

  @Test
  void aFileOfRequirementsNamesARepositoryAndItsVersion() throws IOException {
    put(
        "requirements.yml",
        "roles:\n- {src: 'git+file://%s/src/web', version: v1, name: mine}\n".formatted(folder));
    Invocation ran = galaxy("install", "-p", "roles", "-r", "requirements.yml");
    assertThat(ran.out()).contains("- mine (v1) was installed successfully");
    assertThat(folder.resolve("roles/mine/.git")).doesNotExist();
    assertThat(galaxy("role", "list", "-p", "roles").out()).contains("- mine, v1");
  }

  @Test
  void aCollectionComesFromAFolder() {
    assertThat(galaxy("collection", "install", "-p", "cols", "col").out())
        .contains("ns.col:1.2.3 was installed successfully");
    assertThat(folder.resolve("cols/ansible_collections/ns/col/plugins/x.txt")).exists();
    assertThat(galaxy("collection", "install", "-p", "cols", "col").out())
        .contains("Nothing to do.");
    assertThat(galaxy("collection", "list", "-p", "cols").out()).contains("ns.col     1.2.3");
  }

  @Test
  void aServerIsNotAskedAndTheErrorSaysWhatToDo() {
    Invocation ran = galaxy("install", "-p", "roles", "some.role");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err().replace('\n', ' '))
        .contains("installing from Galaxy servers is not served");
    assertThat(galaxy("search", "x").status()).isEqualTo(2);
  }

  @Test
  void removingStaysInsideTheFolder() {
    assertThat(galaxy("role", "remove", "-p", "roles", "../src").out()).contains("not installed");
    assertThat(folder.resolve("src")).exists();
  }

  @Test
  void newRolesAndCollectionsBeginWithTheirFolders() {
    assertThat(galaxy("role", "init", "fresh").status()).isZero();
    assertThat(folder.resolve("fresh/tasks/main.yml")).exists();
    assertThat(galaxy("collection", "init", "my.own").status()).isZero();
    assertThat(folder.resolve("my/own/galaxy.yml")).exists();
    assertThat(galaxy("role", "init", "fresh").status()).isEqualTo(1);
  }
}
