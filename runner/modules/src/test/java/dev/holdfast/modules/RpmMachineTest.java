package dev.holdfast.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.machine.ShellMachine;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The tasks of `machines/rpm.yml`, one after the other on one machine with dnf, beside what
/// Ansible made of them on another such machine (recorded again with `-Dgolden.update=true`).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RpmMachineTest {
  private static final Path CASES = Path.of("src/test/resources/machines/rpm.yml");
  private static final Path GOLDEN = Path.of("src/test/resources/machines/rpm.expected.json");
  private static final JsonFormat FORMAT = JsonFormat.PLAIN.withSortKeys(true).withIndent(1);

  @TempDir private Path temporary = Path.of("");
  private final List<Machine> machines = new ArrayList<>();

  @BeforeAll
  void start() {
    machines.add(Machines.rpm());
  }

  @AfterAll
  void stop() {
    machines.forEach(Machine::close);
  }

  @TestFactory
  List<DynamicTest> modulesAnswerAsAnsibleDoes() throws IOException, InterruptedException {
    List<ModuleCase> cases = ModuleCase.readAll(CASES);
    if (Boolean.getBoolean("golden.update")
        && (!Files.exists(GOLDEN)
            || Files.getLastModifiedTime(CASES).compareTo(Files.getLastModifiedTime(GOLDEN)) > 0)) {
      try (Machine other = Machines.rpm()) {
        Map<String, Value> outcomes = AnsibleRecorder.recordOn(other, cases, temporary);
        Files.writeString(GOLDEN, JsonWriter.write(DictValue.of(outcomes), FORMAT) + "\n");
      }
    }
    DictValue expected = (DictValue) JsonReader.read(Files.readString(GOLDEN));
    return cases.stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> compare(one, expected)))
        .toList();
  }

  private void compare(ModuleCase one, DictValue expected) throws IOException {
    ShellMachine machine =
        new ShellMachine(
            new MachineConnection(machines.getFirst()), Become.login(), "", Map.of(), Limits.NONE);
    CaseContext context =
        new CaseContext(
            machine,
            one.flag("check"),
            one.flag("diff"),
            temporary,
            new DictValue(),
            new CaseContext.Time());
    DictValue result =
        ModuleRunner.run(
                Modules.named(one.module()).orElseThrow(),
                one.module(),
                one.arguments(temporary),
                context)
            .result()
            .values();
    List.of("failed", "changed")
        .forEach(name -> {
          if (result.get(name).isEmpty()) {
            result.put(name, Bool.FALSE);
          }
        });
    Value wanted = expected.get(one.name()).orElseThrow();
    String outcome = Outcome.of(one.compared(result), temporary.resolve("none"));
    assertThat(outcome).isEqualTo(JsonWriter.write(wanted, FORMAT));
  }
}
