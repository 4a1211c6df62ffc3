package dev.holdfast.cli.galaxy;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.engine.settings.UserPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Brings sources into a folder of its own: folders, archives, repositories.
final class Fetcher implements AutoCloseable {
  private final UserPath paths;
  private final Path workspace;
  private int number;

  Fetcher(UserPath paths) {
    this.paths = paths;
    try {
      this.workspace = Files.createTempDirectory("holdfast-galaxy");
    } catch (IOException e) {
      throw CommandException.error("Unable to create a temporary folder: " + e.getMessage());
    }
  }

  /// The folder with the content; it may be the user's own.
  Path fetch(Requirement requirement) throws InterruptedException {
    String source = requirement.source();
    if (source.startsWith("git+") || source.endsWith(".git")) {
      return cloned(source.replaceFirst("^git\\+", ""), requirement.version());
    }
    Path local = paths.resolve(source.replaceFirst("^file://", ""));
    if (Files.isDirectory(local)) {
      return local;
    }
    if (Files.isRegularFile(local)) {
      return unpacked(local);
    }
    throw CommandException.notServed(
        "'"
            + source
            + "' is neither a folder, an archive nor a git repository; installing from Galaxy"
            + " servers is not served: fetch the archive, or name its repository with git+");
  }

  private Path folder() throws IOException {
    return Files.createDirectory(workspace.resolve("s" + number++));
  }

  private Path cloned(String address, Optional<String> version) throws InterruptedException {
    try {
      int fragment = address.indexOf('#');
      String inside = fragment < 0 ? "" : address.substring(fragment + 1).replaceFirst("^/", "");
      Path target = folder().resolve("repository");
      run(
          List.of(
              "git",
              "clone",
              "--quiet",
              fragment < 0 ? address : address.substring(0, fragment),
              target.toString()));
      if (version.isPresent()) {
        run(List.of("git", "-C", target.toString(), "checkout", "--quiet", version.get()));
      }
      delete(target.resolve(".git"));
      return target.resolve(inside).normalize();
    } catch (IOException e) {
      throw CommandException.error("Unable to fetch " + address + ": " + e.getMessage());
    }
  }

  private Path unpacked(Path archive) throws InterruptedException {
    try {
      Path target = folder();
      run(List.of("tar", "-xf", archive.toString(), "-C", target.toString()));
      List<Path> entries;
      try (Stream<Path> list = Files.list(target)) {
        entries = list.toList();
      }
      return entries.size() == 1 && Files.isDirectory(entries.getFirst())
          ? entries.getFirst()
          : target;
    } catch (IOException e) {
      throw CommandException.error("Unable to unpack " + archive + ": " + e.getMessage());
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw CommandException.error(
          "error when running " + command.getFirst() + " (rc=" + status + "): " + output.strip());
    }
  }

  /// Copies a folder with everything in it, apart from what git keeps for itself.
  static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = new ArrayList<>(walk.toList());
    }
    for (Path file : files) {
      Path relative = from.relativize(file);
      if (relative.startsWith(".git") && !relative.toString().isEmpty()) {
        continue;
      }
      Path target = to.resolve(relative.toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(
            file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// Deletes a folder with everything in it.
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    try {
      delete(workspace);
    } catch (IOException e) {
      // Left behind in the folder for temporary files, which is emptied by others.
      return;
    }
  }
}
