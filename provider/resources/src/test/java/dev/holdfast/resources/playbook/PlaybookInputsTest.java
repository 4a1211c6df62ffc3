package dev.holdfast.resources.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.ssh.SshTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What makes a playbook run again.
class PlaybookInputsTest {

  @TempDir private Path folder = Path.of("");

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolve("..").normalize());
    Files.writeString(file, text);
  }

  private static Value.Obj host(String address, String user) {
    Value.Obj ssh =
        Values.nullObject(Schema.of("", SshTable.ATTRIBUTES).type())
            .with("host", Value.of(address))
            .with("user", Value.of(user));
    return new Value.Obj(
        Map.of(
            "ssh",
            ssh,
            "groups",
            new Value.SetOf(List.of(Value.of("b"), Value.of("a"))),
            "vars",
            Values.NULL));
  }

  private Value.Obj object() {
    return Values.nullObject(PlaybookTable.SCHEMA.type())
        .with("playbook", Value.of(folder.resolve("site.yml").toString()))
        .with("hosts", new Value.MapOf(Map.of("web", host("10.0.0.1", "root"))));
  }

  private static String sum(Value.Obj object) {
    return new PlaybookInputs(object).sum();
  }

  @ParameterizedTest
  @CsvSource({
    "site.yml, true",
    "roles/x/files/deep/blob, true",
    ".hidden, true",
    ".git/index, false",
    "roles/x/.git/index, false",
    ".terraform/providers/x, false",
    ".terraform.lock.hcl, false",
    "terraform.tfstate, false",
    "terraform.tfstate.backup, false"
  })
  void files_of_the_project_count(String file, boolean counts) throws IOException {
    write("site.yml", "[]");
    String before = sum(object());
    write(file, "changed");
    assertThat(!sum(object()).equals(before)).isEqualTo(counts);
  }

  @Test
  void names_modes_and_links_count_but_not_where_the_project_lies() throws IOException {
    write("site.yml", "[]");
    write("a", "1");
    String before = sum(object());
    Files.move(folder.resolve("a"), folder.resolve("b"));
    String renamed = sum(object());
    assertThat(renamed).isNotEqualTo(before);
    assertThat(folder.resolve("b").toFile().setExecutable(true)).isTrue();
    String program = sum(object());
    assertThat(program).isNotEqualTo(renamed);
    Files.createSymbolicLink(folder.resolve("c"), Path.of("b"));
    assertThat(sum(object())).isNotEqualTo(program);
  }

  @Test
  void variables_triggers_addresses_and_groups_count_but_not_ways() throws IOException {
    write("site.yml", "[]");
    Value.Obj object = object();
    String before = sum(object);
    for (Value.Obj other :
        List.of(
            object.with("extra_vars", new Value.Dynamic(Type.STRING, Value.of("x"))),
            object.with("extra_vars_wo_version", Value.of("2")),
            object.with("triggers", new Value.MapOf(Map.of("a", Value.of("b")))),
            object.with("hosts", new Value.MapOf(Map.of("web", host("10.0.0.2", "root")))),
            object.with("hosts", new Value.MapOf(Map.of("db", host("10.0.0.1", "root")))))) {
      assertThat(sum(other)).isNotEqualTo(before);
    }
    for (Value.Obj same :
        List.of(
            object.with("preview", Value.of(true)),
            object.with("forks", Value.of(3)),
            object.with("on_destroy", Value.of("end.yml")),
            object.with("hosts", new Value.MapOf(Map.of("web", host("10.0.0.1", "admin")))))) {
      assertThat(sum(same)).isEqualTo(before);
    }
  }
}
