package dev.holdfast.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.machine.ShellMachine;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every case file, on each shell, beside what Ansible made of it (`*.expected.json`, recorded
/// again with `-Dgolden.update=true`).
final class ModuleCaseTest {
  private static final Path CASES = Path.of("src/test/resources/cases");
  private static final JsonFormat FORMAT = JsonFormat.PLAIN.withSortKeys(true).withIndent(1);

  @TempDir static Path temporary = Path.of("");

  @TestFactory
  Stream<DynamicNode> modulesAnswerAsAnsibleDoes() throws IOException {
    Path tools = Files.createDirectories(temporary.resolve("tools"));
    Path busybox = Files.copy(Path.of("/usr/bin/busybox"), tools.resolve("busybox"));
    new ProcessBuilder(busybox.toString(), "--install", "-s", tools.toString())
        .start()
        .onExit()
        .join();
    String path = System.getenv("PATH");
    List<DynamicNode> nodes = new ArrayList<>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yml")).sorted().toList()) {
        String only = System.getProperty("cases.only", "");
        if (only.isEmpty() || file.getFileName().toString().matches("(" + only + ").yml")) {
          nodes.add(container(file, "dash", List.of("/bin/dash"), path));
          nodes.add(
              container(
                  file, "busybox", List.of(tools.resolve("sh").toString()), tools.toString()));
        }
      }
    }
    return nodes.stream();
  }

  private static DynamicContainer container(
      Path file, String label, List<String> shell, String path) throws IOException {
    List<ModuleCase> cases = ModuleCase.readAll(file);
    DictValue expected = expected(file, cases);
    return DynamicContainer.dynamicContainer(
        label + " " + file.getFileName(),
        cases.stream()
            .map(one ->
                DynamicTest.dynamicTest(
                    one.name(), () -> compare(one, expected, label, shell, path))));
  }

  private static DictValue expected(Path file, List<ModuleCase> cases) throws IOException {
    Path golden = Path.of(file.toString().replace(".yml", ".expected.json"));
    if (Boolean.getBoolean("golden.update")
        && Files.getLastModifiedTime(file).compareTo(age(golden)) > 0) {
      try {
        Map<String, Value> outcomes =
            AnsibleRecorder.record(cases, Files.createTempDirectory(temporary, "ansible"));
        Files.writeString(golden, JsonWriter.write(DictValue.of(outcomes), FORMAT) + "\n");
      } catch (InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        throw new IOException(interrupt);
      }
    }
    return (DictValue) JsonReader.read(Files.readString(golden));
  }

  private static java.nio.file.attribute.FileTime age(Path golden) throws IOException {
    return Files.exists(golden)
        ? Files.getLastModifiedTime(golden)
        : java.nio.file.attribute.FileTime.fromMillis(0);
  }

  private static void compare(
      ModuleCase one, DictValue expected, String label, List<String> shell, String path)
      throws IOException {
    Path root = Files.createTempDirectory(temporary, label);
    one.prepare(root);
    LocalConnection connection = new LocalConnection(shell, one.path(root, path), root);
    ShellMachine machine = new ShellMachine(connection, Become.login(), "", Map.of(), Limits.NONE);
    CaseContext context =
        new CaseContext(
            machine,
            one.flag("check"),
            one.flag("diff"),
            ModuleCase.controller(root),
            one.variables(),
            new CaseContext.Time());
    DictValue arguments = one.arguments(root);
    arguments
        .get("cmd")
        .filter(_ -> !one.module().equals("script"))
        .ifPresent(command -> {
          arguments.entries().remove(dev.holdfast.language.value.Str.of("cmd"));
          arguments.put("_raw_params", command);
        });
    DictValue result =
        ModuleRunner.run(
                Modules.named(one.module()).orElseThrow(), one.module(), arguments, context)
            .result()
            .values();
    if (result.get("failed").isEmpty()) {
      result.put("failed", dev.holdfast.language.value.Bool.FALSE);
    }
    if (result.get("changed").isEmpty()) {
      result.put("changed", dev.holdfast.language.value.Bool.FALSE);
    }
    if (label.equals("busybox") && !one.refusedByBusybox().isEmpty()) {
      assertThat(Text.str(result.get("msg").orElseThrow())).contains(one.refusedByBusybox());
      return;
    }
    Value wanted = expected.get(one.name()).orElseThrow();
    if (temporarySource((DictValue) wanted)) {
      result.put("src", dev.holdfast.language.value.Str.of("{TMP}"));
    }
    assertThat(Outcome.of(one.compared(result), root)).isEqualTo(JsonWriter.write(wanted, FORMAT));
  }

  /// Ansible names its own temporary file as the source; we have none.
  private static boolean temporarySource(DictValue wanted) {
    return ((DictValue) wanted.get("result").orElseThrow())
        .get("src")
        .equals(java.util.Optional.of(dev.holdfast.language.value.Str.of("{TMP}")));
  }
}
