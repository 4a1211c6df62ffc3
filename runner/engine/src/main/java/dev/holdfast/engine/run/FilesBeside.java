package dev.holdfast.engine.run;

import dev.holdfast.engine.module.ControllerFiles;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.engine.source.SearchPath;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files beside a task, for modules.
final class FilesBeside implements ControllerFiles {
  private static final byte[] VAULT = "$ANSIBLE_VAULT".getBytes(StandardCharsets.US_ASCII);

  private final SearchPath search;
  private final ProjectFiles files;
  private final Path scratch;

  /// @param scratch the folder of Ansible's temporary files
  FilesBeside(SearchPath search, ProjectFiles files, Path scratch) {
    this.search = search;
    this.files = files;
    this.scratch = scratch;
  }

  @Override
  public Path find(String folder, String name) {
    try {
      return search.require(folder, name);
    } catch (PlaybookException missing) {
      throw ModuleFailure.of(String.valueOf(missing.getMessage()));
    }
  }

  @Override
  public byte[] read(Path path, boolean decrypt) throws IOException {
    return decrypt ? files.bytes(path) : Files.readAllBytes(path);
  }

  @Override
  public Payload payload(Path path, boolean decrypt) throws IOException {
    return decrypt && isVault(path)
        ? Payload.of(files.bytes(path))
        : new OfFile(path, Files.size(path));
  }

  private static boolean isVault(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(VAULT.length), VAULT);
    }
  }

  private record OfFile(Path path, long length) implements Payload {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  @Override
  public List<String> walk(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder))
          .map(path -> folder.relativize(path) + (Files.isDirectory(path) ? "/" : ""))
          .sorted()
          .toList();
    }
  }

  @Override
  public void write(Path path, Payload content) throws IOException {
    Optional<Path> parent = Optional.ofNullable(path.toAbsolutePath().getParent());
    if (parent.isPresent()) {
      Files.createDirectories(parent.get());
    }
    try (InputStream stream = content.open()) {
      Files.copy(stream, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public Optional<Payload> existing(Path path) throws IOException {
    return Files.isRegularFile(path)
        ? Optional.of(new OfFile(path, Files.size(path)))
        : Optional.empty();
  }

  @Override
  public String scratch(String dest, String name) {
    String unique = "tmp%08x".formatted(dest.hashCode());
    Path folder = scratch.resolve("ansible-local-" + ProcessHandle.current().pid());
    return folder.resolve(unique).resolve(name).toString();
  }

  @Override
  public Path resolve(String path) {
    return search.paths().resolve(path, search.basedir());
  }
}
