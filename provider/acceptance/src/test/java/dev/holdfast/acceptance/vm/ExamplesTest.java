package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.resources.registry.Families;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Everything under `examples/` is valid and formatted.
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "..", "examples");

  private static final String MODULES = "modules/";

  private static final String REQUIRED =
      """
      terraform {
        required_providers {
          holdfast = { source = "holdfast/holdfast" }
          k8s      = { source = "holdfast/k8s" }
          netmaker = { source = "holdfast/netmaker" }
          proxmox  = { source = "holdfast/proxmox" }
        }
      }
      """;

  /// One configuration: files by name.
  private static Map<String, Map<String, String>> configurations() {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      Map<Path, List<Path>> folders =
          files
              .filter(file -> file.toString().endsWith(".tf"))
              .collect(Collectors.groupingBy(file -> file.resolveSibling(".").normalize()));
      var configurations = new TreeMap<String, Map<String, String>>();
      folders.forEach((folder, sources) -> add(configurations, folder, texts(sources)));
      return configurations;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A folder is one configuration; snippets that each name their providers are one each.
  private static void add(
      Map<String, Map<String, String>> configurations, Path folder, Map<String, String> texts) {
    String name = EXAMPLES.relativize(folder).toString();
    List<String> complete =
        texts.entrySet().stream()
            .filter(entry -> entry.getValue().contains("required_providers"))
            .map(Map.Entry::getKey)
            .toList();
    if (complete.size() > 1) {
      texts.forEach((file, text) -> configurations.put(name + "/" + file, Map.of(file, text)));
      return;
    }
    var whole = new TreeMap<String, String>();
    texts.forEach(
        (file, text) -> whole.put(file, text.replace("\"../" + MODULES, "\"./" + MODULES)));
    if (!whole.equals(texts)) {
      modules().forEach(whole::put);
    }
    if (complete.isEmpty()) {
      whole.put("required.tf", REQUIRED);
    }
    configurations.put(name, whole);
  }

  /// All modules, by their paths below the examples.
  private static Map<String, String> modules() {
    try (Stream<Path> files = Files.walk(EXAMPLES.resolve(MODULES))) {
      var modules = new TreeMap<String, String>();
      for (Path file : files.filter(each -> each.toString().endsWith(".tf")).toList()) {
        modules.put(EXAMPLES.relativize(file).toString(), Files.readString(file));
      }
      return modules;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> texts(List<Path> files) {
    var texts = new TreeMap<String, String>();
    for (Path file : files) {
      try {
        texts.put(String.valueOf(file.getFileName()), Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }

  @TestFactory
  Stream<DynamicTest> examples() {
    Map<String, Map<String, String>> configurations = configurations();
    assertThat(configurations).isNotEmpty();
    return new ArrayList<>(configurations.entrySet())
        .stream()
            .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
  }

  private static void check(Map<String, String> files) {
    var families = new Families(_ -> Optional.empty(), dev.holdfast.client.http.Pacer.system());
    try (var proxmox = Serving.holdfast(families.named("proxmox"));
        var netmaker = Serving.holdfast(families.named("netmaker"));
        var k8s = Serving.holdfast(families.named("k8s"));
        var holdfast = Serving.holdfast(families.named("holdfast"));
        var terraform = Workspace.open(Providers.running(proxmox, netmaker, k8s, holdfast))) {
      files.forEach(terraform::file);
      if (files.keySet().stream().anyMatch(file -> file.startsWith(MODULES))) {
        terraform.run("get", "-no-color").succeeded();
      }
      terraform.run("validate", "-no-color").succeeded();
      terraform.run("fmt", "-check", "-diff", "-no-color").succeeded();
    }
  }
}
