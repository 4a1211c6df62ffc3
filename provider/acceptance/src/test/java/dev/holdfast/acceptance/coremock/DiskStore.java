package dev.holdfast.acceptance.coremock;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps each managed object as `ID.json` in one folder and reads data sources from another.
record DiskStore(Path resources, Path data) implements Store {

  @Override
  public Reading read(String id, Type.Obj type) {
    try {
      return new Reading.Found(MockJson.read(Files.readString(file(id)), type));
    } catch (NoSuchFileException _) {
      return Reading.Gone.GONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void create(String typeName, Value.Obj object) {
    try {
      Files.createDirectories(resources);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write(typeName, object, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public void update(String typeName, Value.Obj object) {
    write(typeName, object, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private void write(String typeName, Value.Obj object, StandardOpenOption how) {
    try {
      Files.writeString(
          file(Store.id(object)), MockJson.write(typeName, object), StandardOpenOption.WRITE, how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(String id) {
    try {
      Files.delete(file(id));
      removeEmptyFolder();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void removeEmptyFolder() throws IOException {
    try {
      Files.deleteIfExists(resources);
    } catch (DirectoryNotEmptyException _) {
      // Other objects live on.
    }
  }

  @Override
  public Value.Obj readData(String id, Type.Obj type) {
    return dataFile(data, id, type);
  }

  static Value.Obj dataFile(Path folder, String id, Type.Obj type) {
    try {
      return MockJson.read(Files.readString(folder.resolve(id + ".json")), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void list(String typeName, Optional<String> id, Type.Obj type, Consumer<Value.Obj> found) {
    for (Path file : files(id)) {
      try {
        String json = Files.readString(file);
        if (id.isPresent() || MockJson.typeName(json).equals(typeName)) {
          found.accept(MockJson.read(json, type));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<Path> files(Optional<String> id) {
    if (id.isPresent()) {
      return List.of(file(id.get()));
    }
    try (var all = Files.list(resources)) {
      return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String id) {
    return resources.resolve(id + ".json");
  }
}
