package dev.holdfast.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.machine.ShellMachine;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives from beside the playbook; those of the machine are cases.
final class UnarchiveModuleTest {
  @TempDir Path temporary = Path.of("");

  @Test
  void archivesFromBesideThePlaybookAreSentAndTakenAwayAgain() throws IOException {
    Files.writeString(temporary.resolve("one"), "1\n");
    new ProcessBuilder("tar", "-C", temporary.toString(), "-czf", temporary + "/a.tgz", "one")
        .start()
        .onExit()
        .join();
    Path dest = Files.createDirectory(temporary.resolve("dest"));
    LocalConnection connection =
        new LocalConnection(List.of("/bin/dash"), System.getenv("PATH"), temporary);
    CaseContext context =
        new CaseContext(
            new ShellMachine(connection, Become.login(), "", Map.of(), Limits.NONE),
            false,
            false,
            temporary,
            new DictValue(),
            new CaseContext.Time());
    DictValue arguments =
        DictValue.of(Map.of("src", Str.of("a.tgz"), "dest", Str.of(dest.toString())));
    DictValue first =
        ModuleRunner.run(new UnarchiveModule(), "unarchive", arguments, context).result().values();
    assertThat(first.get("changed")).isEqualTo(Optional.of(Bool.TRUE));
    assertThat(dest.resolve("one")).hasContent("1");
    String sent = ((Str) first.get("src").orElseThrow()).text();
    assertThat(Path.of(sent)).hasFileName("source").doesNotExist();
    DictValue second =
        ModuleRunner.run(new UnarchiveModule(), "unarchive", arguments, context).result().values();
    assertThat(second.get("changed")).isEqualTo(Optional.of(Bool.FALSE));
  }
}
