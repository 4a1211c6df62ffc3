package dev.holdfast.app.docs;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.engine.ProviderEngine;
import dev.holdfast.framework.engine.ProviderSchemas;
import dev.holdfast.resources.registry.Families;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/// Writes the pages of the umbrella provider to one folder and those of each family to folders
/// below another.
public final class DocsMain {

  private DocsMain() {}

  /// @param arguments the umbrella's folder, the families' folder, the folder of the examples
  public static void main(String[] arguments) throws IOException {
    Path umbrella = Path.of(arguments[0]);
    Path families = Path.of(arguments[1]);
    Path examples = Path.of(arguments[2]);
    for (String name : Families.names()) {
      boolean whole = name.equals("holdfast");
      write(name, whole ? umbrella : families.resolve(name), examples);
    }
  }

  /// Writes the pages of one provider.
  public static void write(String name, Path folder, Path examples) throws IOException {
    var provider = new Families(_ -> Optional.empty(), Pacer.system()).named(name);
    ProviderSchemas schemas = new ProviderEngine<>(provider).schemas();
    var page = new Page(name, examples);
    save(folder.resolve("index.md"), page.index(schemas.provider()));
    for (var resource : new TreeMap<>(schemas.resources()).entrySet()) {
      save(
          folder.resolve("resources").resolve(resource.getKey() + ".md"),
          page.type(resource.getKey(), "Resource", resource.getValue()));
    }
    for (var source : new TreeMap<>(schemas.dataSources()).entrySet()) {
      save(
          folder.resolve("data-sources").resolve(source.getKey() + ".md"),
          page.type(source.getKey(), "Data Source", source.getValue()));
    }
    for (var type : new TreeMap<>(schemas.ephemeralResources()).entrySet()) {
      save(
          folder.resolve("ephemeral-resources").resolve(type.getKey() + ".md"),
          page.type(type.getKey(), "Ephemeral Resource", type.getValue()));
    }
  }

  private static void save(Path file, String content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, content);
  }
}
