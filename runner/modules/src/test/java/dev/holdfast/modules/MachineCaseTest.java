package dev.holdfast.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.machine.ShellMachine;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.machines.Ran;
import dev.holdfast.machines.Recipe;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every file of cases below `cases/KIND`, in order on one throwaway machine of that kind, beside
/// what Ansible made of the same on another (`*.expected.json`, recorded again with
/// `-Dgolden.update=true`).
final class MachineCaseTest {
  private static final Path CASES = Path.of("src/test/resources/cases");
  private static final JsonFormat FORMAT = JsonFormat.PLAIN.withSortKeys(true).withIndent(1);

  @TempDir static Path temporary = Path.of("");

  @TestFactory
  Stream<DynamicNode> modulesChangeMachinesAsAnsibleDoes() throws IOException {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Recipe.Kind kind : List.of(Recipe.Kind.DEBIAN, Recipe.Kind.RPM, Recipe.Kind.BUSYBOX)) {
      Path folder = CASES.resolve(kind.name().toLowerCase(Locale.ROOT));
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .filter(file -> file.toString().endsWith(".yml"))
              .filter(MachineCaseTest::wanted)
              .sorted()
              .map(file ->
                  DynamicTest.dynamicTest(
                      kind + " " + file.getFileName(), () -> compare(kind, file)))
              .forEach(nodes::add);
        }
      }
    }
    return nodes.stream();
  }

  private static boolean wanted(Path file) {
    String only = System.getProperty("cases.only", "");
    return only.isEmpty() || file.getFileName().toString().matches("(" + only + ").yml");
  }

  private static void compare(Recipe.Kind kind, Path file) throws IOException {
    List<ModuleCase> cases = ModuleCase.readAll(file);
    Path golden = Path.of(file.toString().replace(".yml", ".expected.json"));
    if (Boolean.getBoolean("golden.update")
        && (!Files.exists(golden)
            || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(golden)) > 0)) {
      try (Machine machine = Machines.recipe(kind).start()) {
        Map<String, Value> outcomes = AnsibleRecorder.recordInside(cases, machine);
        Files.writeString(golden, JsonWriter.write(DictValue.of(outcomes), FORMAT) + "\n");
      }
    }
    String expected = Files.readString(golden).strip();
    try (Machine machine = Machines.recipe(kind).start()) {
      DictValue outcomes = new DictValue();
      for (ModuleCase one : cases) {
        outcomes.put(one.name(), outcome(one, machine));
      }
      assertThat(JsonWriter.write(outcomes, FORMAT))
          .isEqualTo(JsonWriter.write(JsonReader.read(expected), FORMAT));
    }
  }

  private static Value outcome(ModuleCase one, Machine machine) throws IOException {
    if (!one.before().isEmpty()) {
      Ran ran = machine.run(one.before());
      assertThat(ran.status()).as(one.name() + ": " + ran.stderr()).isZero();
    }
    ShellMachine shell =
        new ShellMachine(new MachineConnection(machine), Become.login(), "", Map.of(), Limits.NONE);
    CaseContext context =
        new CaseContext(
            shell,
            one.flag("check"),
            one.flag("diff"),
            Files.createTempDirectory(temporary, "controller"),
            one.variables(),
            new CaseContext.Time());
    DictValue result =
        ModuleRunner.run(
                Modules.named(one.module()).orElseThrow(),
                one.module(),
                one.arguments(Path.of("/nowhere")),
                context)
            .result()
            .values();
    return MachineOutcome.of(
        one.compared(result), one.after().isEmpty() ? "" : machine.run(one.after()).stdout());
  }
}
