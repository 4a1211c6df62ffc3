package dev.holdfast.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private Settings load() {
    return Settings.load(new UserPath(environment, folder.resolve("here"), folder.resolve("home")));
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void theFirstFileFoundIsTheOnlyOneRead() throws IOException {
    file("home/.ansible.cfg", "[defaults]\nforks = 7\ntimeout = 3\n");
    assertThat(load().number(Setting.DEFAULT_FORKS)).isEqualTo(7);
    file("here/ansible.cfg", "[defaults]\nforks = 8\n");
    assertThat(load().number(Setting.DEFAULT_FORKS)).isEqualTo(8);
    assertThat(load().number(Setting.DEFAULT_TIMEOUT)).isEqualTo(10);
    file("other.cfg", "[defaults]\nforks = 9\n");
    environment.put("ANSIBLE_CONFIG", folder.resolve("other.cfg").toString());
    assertThat(load().number(Setting.DEFAULT_FORKS)).isEqualTo(9);
    assertThat(load().file()).contains(folder.resolve("other.cfg"));
  }

  @Test
  void aWorldWritableFolderIsPassedOverWithAWarning() throws IOException {
    file("here/ansible.cfg", "[defaults]\nforks = 8\n");
    Files.setPosixFilePermissions(
        folder.resolve("here"), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(load().number(Setting.DEFAULT_FORKS)).isEqualTo(50);
    assertThat(load().warnings())
        .singleElement()
        .asString()
        .startsWith("Ansible is being run in a world writable directory (" + folder);
  }

  @Test
  void theEnvironmentBeatsTheFileAndTheCommandLineBeatsBoth() throws IOException {
    file("here/ansible.cfg", "[defaults]\nforks = 8\n");
    environment.put("ANSIBLE_FORKS", "9");
    Settings settings = load();
    assertThat(settings.number(Setting.DEFAULT_FORKS)).isEqualTo(9);
    assertThat(settings.origin(Setting.DEFAULT_FORKS)).isEqualTo("env: ANSIBLE_FORKS");
    Settings given = settings.with(Setting.DEFAULT_FORKS, "10");
    assertThat(given.number(Setting.DEFAULT_FORKS)).isEqualTo(10);
    assertThat(given.origin(Setting.DEFAULT_FORKS)).isEqualTo("cli");
    assertThat(settings.origin(Setting.DEFAULT_TIMEOUT)).isEqualTo("default");
  }

  @Test
  void filesAreReadAsPythonReadsThem() throws IOException {
    file(
        "here/ansible.cfg",
        """
        # comment
        [defaults]
        Inventory : a,
          b
        roles_path=roles:{{CWD}}/x:~/y ; comment
        callback_whitelist = one
        callbacks_enabled = two , "three"
        nocows = Yes
        unknown = ignored
        [ssh_connection]
        ssh_args = -o A=b#c
        [holdfast]
        ansible_version = 2.15.1
        """);
    Settings settings = load();
    Path here = folder.resolve("here");
    assertThat(settings.paths(Setting.DEFAULT_HOST_LIST))
        .containsExactly(here.resolve("a"), here.resolve("b"));
    assertThat(settings.paths(Setting.DEFAULT_ROLES_PATH))
        .containsExactly(here.resolve("roles"), here.resolve("x"), folder.resolve("home/y"));
    assertThat(settings.list(Setting.CALLBACKS_ENABLED)).containsExactly("two", "three");
    assertThat(settings.bool(Setting.ANSIBLE_NOCOWS)).isTrue();
    assertThat(settings.text(Setting.SSH_ARGS)).isEqualTo("-o A=b#c");
    assertThat(settings.text(Setting.REPORTED_ANSIBLE_VERSION)).isEqualTo("2.15.1");
    assertThat(settings.origin(Setting.SSH_ARGS)).isEqualTo(here.resolve("ansible.cfg").toString());
  }

  @Test
  void defaultsFollowAnsiblesHome() {
    environment.put("ANSIBLE_HOME", "/else");
    assertThat(load().paths(Setting.DEFAULT_ROLES_PATH))
        .containsExactly(
            Path.of("/else/roles"),
            Path.of("/usr/share/ansible/roles"),
            Path.of("/etc/ansible/roles"));
    assertThat(load().shown(Setting.DEFAULT_FORKS)).isEqualTo("50");
    assertThat(load().shown(Setting.TAGS_RUN)).isEqualTo("[]");
  }

  @Test
  void wrongValuesAreNamed() {
    environment.put("ANSIBLE_FORKS", "many");
    assertThatThrownBy(this::load)
        .hasMessage(
            "Invalid type for configuration option setting: DEFAULT_FORKS (from env:"
                + " ANSIBLE_FORKS): invalid literal for int() with base 10: 'many'");
    environment.put("ANSIBLE_FORKS", "1");
    environment.put("ANSIBLE_GATHERING", "always");
    assertThatThrownBy(this::load)
        .hasMessageContaining("Invalid value \"always\" for configuration option")
        .hasMessageContaining("implicit, explicit, smart");
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    file("here/ansible.cfg", "forks = 1\n");
    assertThatThrownBy(this::load)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("File contains no section headers.");
    file("here/ansible.cfg", "[defaults]\nforks = 1\nforks = 2\n");
    assertThatThrownBy(this::load)
        .hasMessageContaining("[line  3]: option 'forks' in section 'defaults' already exists");
  }
}
