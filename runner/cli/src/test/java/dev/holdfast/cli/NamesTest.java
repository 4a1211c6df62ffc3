package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every name of Ansible's commands leads somewhere.
class NamesTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ansible",
        "ansible-playbook",
        "ansible-inventory",
        "ansible-vault",
        "ansible-config",
        "ansible-doc",
        "ansible-galaxy",
        "ansible-runner"
      })
  void versionAndHelpAreAnswered(String name) {
    Invocation version = Invocation.of(name, folder, Map.of(), "--version");
    assertThat(version.status()).isZero();
    assertThat(version.out())
        .startsWith(name + " [core 2.14.18]\n  config file = ")
        .contains("\n  configured module search path = [");
    Invocation help = Invocation.of(name, folder, Map.of(), "-h");
    assertThat(help.status()).isZero();
    assertThat(help.out()).startsWith("Usage: " + name).contains("--verbose");
    assertThat(Invocation.of(name, folder, Map.of(), "--no-such-option").status()).isEqualTo(2);
  }

  @Test
  void theReportedVersionCanBeChosen() {
    Invocation version =
        Invocation.of("ansible", folder, Map.of("HOLDFAST_ANSIBLE_VERSION", "2.17.1"), "--version");
    assertThat(version.out()).startsWith("ansible [core 2.17.1]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ansible-console", "ansible-pull", "ansible-test"})
  void whatIsNotServedSaysSo(String name) {
    Invocation ran = Invocation.of(name, folder, Map.of());
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains(name + " is not served");
  }

  @Test
  void eventsAreOneJsonObjectALine() throws java.io.IOException {
    java.nio.file.Files.writeString(
        folder.resolve("p.yml"), "- {hosts: localhost, gather_facts: false, tasks: [{ping: }]}\n");
    Invocation ran =
        Invocation.of(
            "holdfast", folder, Map.of(), "playbook", "-c", "local", "--output", "json", "p.yml");
    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines())
        .allMatch(line -> line.startsWith("{\"time\": \"") && line.endsWith("}"))
        .anyMatch(line -> line.contains("\"event\": \"ok\"") && line.contains("\"ping\": \"pong\""))
        .last()
        .asString()
        .contains("\"event\": \"stats\"");
  }

  @Test
  void modulesSayWhatTheyTake() {
    assertThat(Invocation.of("ansible-doc", folder, Map.of(), "ping").out())
        .startsWith("> ANSIBLE.BUILTIN.PING")
        .contains("- data\n        default: pong\n        type: str");
    assertThat(Invocation.of("ansible-doc", folder, Map.of(), "-l").out())
        .contains("ansible.builtin.copy\n");
    assertThat(Invocation.of("ansible-doc", folder, Map.of(), "-t", "become", "-l").status())
        .isEqualTo(2);
  }
}
