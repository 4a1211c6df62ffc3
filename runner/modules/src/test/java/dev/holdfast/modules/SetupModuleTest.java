package dev.holdfast.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.engine.machine.ShellMachine;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SetupModuleTest {
  /// What changes while one looks, or what Ansible's own process brings along.
  private static final Pattern VOLATILE =
      Pattern.compile(
          "ansible_(date_time|env|loadavg|uptime_seconds|mem.*|swap.*|mounts|interfaces"
              + "|selinux_python_present|python|system_capabilities.*|cmdline|proc_cmdline"
              + "|fqdn|domain)");

  @TempDir Path temporary = Path.of("");

  private DictValue facts(String shell, String path, Value subset) {
    LocalConnection connection = new LocalConnection(List.of(shell), path, temporary);
    CaseContext context =
        new CaseContext(
            new ShellMachine(connection, Become.login(), "", Map.of(), Limits.NONE),
            false,
            false,
            temporary,
            new DictValue(),
            new CaseContext.Time());
    DictValue arguments = DictValue.of(Map.of("gather_subset", subset));
    DictValue result =
        ModuleRunner.run(new SetupModule(), "setup", arguments, context).result().values();
    assertThat(connection.requests()).isEqualTo(1);
    return (DictValue) result.get("ansible_facts").orElseThrow();
  }

  private static Map<String, String> comparable(DictValue facts) {
    Map<String, String> texts = new TreeMap<>();
    facts
        .entries()
        .forEach((key, value) -> {
          if (!VOLATILE.matcher(Text.str(key)).matches()) {
            texts.put(
                Text.str(key),
                JsonWriter.write(ordered(key, value), JsonFormat.PLAIN.withSortKeys(true)));
          }
        });
    return texts;
  }

  /// Python's sets come in any order.
  private static Value ordered(Value key, Value value) {
    return Text.str(key).startsWith("ansible_virtualization_tech_")
            && value instanceof ListValue list
        ? new ListValue(list.items().stream().sorted(Comparator.comparing(Text::str)).toList())
        : value;
  }

  @Test
  void factsAreThoseThatAnsibleGathers() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ansible")), "needs ansible-core");
    Process process =
        new ProcessBuilder("/usr/bin/ansible", "localhost", "-m", "setup")
            .redirectError(temporary.resolve("errors").toFile())
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    DictValue reference =
        (DictValue)
            ((DictValue) JsonReader.read(text.substring(text.indexOf('{'))))
                .get("ansible_facts")
                .orElseThrow();
    Map<String, String> ours =
        comparable(facts("/bin/dash", System.getenv("PATH"), ListValue.of(Str.of("all"))));
    Map<String, String> theirs = comparable(reference);
    theirs.keySet().retainAll(ours.keySet());
    assertThat(ours).containsAllEntriesOf(theirs);
    assertThat(theirs).hasSizeGreaterThan(70);
  }

  @Test
  void busyBoxKnowsTheSameFacts() throws IOException {
    Path busybox = Files.copy(Path.of("/usr/bin/busybox"), temporary.resolve("busybox"));
    new ProcessBuilder(busybox.toString(), "--install", "-s", temporary.toString())
        .start()
        .onExit()
        .join();
    Map<String, String> plain =
        comparable(facts("/bin/dash", System.getenv("PATH"), ListValue.of(Str.of("all"))));
    Map<String, String> small =
        comparable(
            facts(
                temporary.resolve("sh").toString(),
                temporary.toString(),
                ListValue.of(Str.of("all"))));
    plain.keySet().retainAll(small.keySet());
    // Its folder of programs has no package manager.
    plain.keySet().removeAll(Set.of("ansible_pkg_mgr", "ansible_lsb"));
    assertThat(small).containsAllEntriesOf(plain);
  }

  @Test
  void subsetsLeaveTheOthersOut() {
    Set<Value> names =
        facts("/bin/dash", System.getenv("PATH"), ListValue.of(Str.of("!all"), Str.of("network")))
            .entries()
            .keySet();
    assertThat(names)
        .contains(Str.of("ansible_default_ipv4"), Str.of("ansible_os_family"))
        .doesNotContain(Str.of("ansible_memtotal_mb"), Str.of("ansible_virtualization_type"));
  }
}
