package dev.holdfast.engine.vars;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.settings.UserPath;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.template.AnsibleEnvironment;
import dev.holdfast.language.template.Level;
import dev.holdfast.language.template.Services;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.template.Variables;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConnectionVarsTest {
  private Settings settings =
      Settings.load(new UserPath(Map.of(), Path.of("/"), Path.of("/nobody")));
  private Map<Keyword, Value> keywords = Map.of();
  private Optional<String> original = Optional.empty();

  private ConnectionVars of(String variables) {
    DictValue members =
        JsonReader.read(variables) instanceof DictValue dict ? dict : new DictValue();
    Templar templar =
        new Templar(
            AnsibleEnvironment.of(Map.of(), Map.of(), Map.of()),
            Variables.of(members),
            Services.NONE,
            Level.CLASSIC);
    return ConnectionVars.of(
        new ConnectionVars.Query(
            templar,
            keywords,
            "h1",
            original,
            settings,
            new ConnectionVars.Passwords(Optional.of(Secret.of("typed")), Optional.empty())));
  }

  @Test
  void withoutAnythingAHostIsReachedByItsNameOverSsh() {
    ConnectionVars plain = of("{}");
    assertThat(plain.connection()).isEqualTo("ssh");
    assertThat(plain.host()).isEqualTo("h1");
    assertThat(plain.port()).isEmpty();
    assertThat(plain.user()).isEmpty();
    assertThat(plain.password()).contains(Secret.of("typed"));
    assertThat(plain.become()).isEqualTo(Become.login());
    assertThat(plain.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plain.shell().executable()).isEqualTo("/bin/sh");
  }

  @Test
  void variablesBeatKeywordsAndKeywordsBeatSettings() {
    settings = settings.with(Setting.DEFAULT_REMOTE_USER, "cli");
    assertThat(of("{}").user()).contains("cli");
    keywords = Map.of(Keyword.REMOTE_USER, Str.of("keyword"), Keyword.PORT, Int.of(23));
    assertThat(of("{}").user()).contains("keyword");
    assertThat(of("{}").port()).contains(23);
    assertThat(of("{\"ansible_user\": \"{{ who }}\", \"who\": \"var\"}").user()).contains("var");
  }

  @Test
  void ofSeveralNamesTheLastCounts() {
    ConnectionVars found =
        of(
            """
            {"ansible_host": "a", "ansible_ssh_host": "b", "ansible_port": 1, "ansible_ssh_port": "2",
             "ansible_ssh_pass": "p1", "ansible_password": "p0"}
            """);
    assertThat(found.host()).isEqualTo("b");
    assertThat(found.port()).contains(2);
    assertThat(found.password()).contains(Secret.of("p1"));
  }

  @Test
  void becomeTakesTheMethodsOwnVariables() {
    keywords = Map.of(Keyword.BECOME, Bool.TRUE);
    assertThat(of("{\"ansible_sudo_pass\": \"s\"}").become())
        .isEqualTo(
            new Become.Other("sudo", "root", "sudo", "-H -S -n", Optional.of(Secret.of("s"))));
    assertThat(of("{\"ansible_become_method\": \"su\", \"ansible_become_user\": \"bob\"}").become())
        .isEqualTo(new Become.Other("su", "bob", "su", "", Optional.empty()));
    assertThat(of("{\"ansible_become\": \"no\"}").become()).isEqualTo(Become.login());
  }

  @Test
  void aDelegateIsReachedAsThePlaySaysButNotThroughItsPort() {
    keywords = Map.of(Keyword.CONNECTION, Str.of("local"), Keyword.PORT, Int.of(23));
    assertThat(of("{}").connection()).isEqualTo("local");
    original = Optional.of("other");
    assertThat(of("{}").connection()).isEqualTo("local");
    assertThat(of("{}").port()).isEmpty();
    assertThat(of("{\"ansible_connection\": \"ansible.builtin.local\"}").connection())
        .isEqualTo("local");
  }

  @Test
  void passwordsNeverShow() {
    keywords = Map.of(Keyword.BECOME, Bool.TRUE);
    assertThat(of("{\"ansible_password\": \"hush\", \"ansible_become_pass\": \"hush\"}").toString())
        .doesNotContain("hush");
  }
}
