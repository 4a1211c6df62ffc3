package dev.holdfast.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.resources.registry.Families;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocsGoldenTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @TempDir Path scratch = Path.of("");

  @Test
  void the_committed_pages_are_what_the_tables_say() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      DocsMain.write("holdfast", ROOT.resolve("docs"), ROOT.resolve("examples"));
    }
    DocsMain.write("holdfast", scratch, ROOT.resolve("examples"));

    for (Map.Entry<Path, String> page : pages(scratch).entrySet()) {
      assertThat(ROOT.resolve("docs").resolve(page.getKey()))
          .as("run `make docs` and commit the result")
          .content()
          .isEqualTo(page.getValue());
    }
  }

  @Test
  void every_family_has_an_index() throws IOException {
    for (String name : Families.names()) {
      DocsMain.write(name, scratch.resolve(name), ROOT.resolve("examples"));
      assertThat(scratch.resolve(name).resolve("index.md"))
          .content()
          .contains("# " + name + " Provider");
    }
  }

  @Test
  void examples_of_the_umbrella_name_their_provider() throws IOException {
    DocsMain.write("holdfast", scratch, ROOT.resolve("examples"));
    assertThat(pages(scratch).get(Path.of("resources/proxmox_vm.md")))
        .contains("resource \"proxmox_vm\" \"web\" {\n  provider = holdfast\n");
  }

  private static Map<Path, String> pages(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  folder::relativize, DocsGoldenTest::read, (one, _) -> one, TreeMap::new));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
