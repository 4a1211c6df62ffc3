package dev.holdfast.cli.vault;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.Console;
import dev.holdfast.engine.playbook.ArgumentSplitter;
import dev.holdfast.engine.playbook.KeyValues;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lets the user change clear text in an editor; it stands in a file of their own for so long.
final class VaultEditing {
  private final Console console;
  private final Settings settings;

  VaultEditing(Console console, Settings settings) {
    this.console = console;
    this.settings = settings;
  }

  /// What the editor left.
  ///
  /// @param like the file whose extension the editor goes by
  byte[] edit(byte[] content, Path like) throws InterruptedException {
    String name = String.valueOf(like.getFileName());
    String extension = name.lastIndexOf('.') > 0 ? name.substring(name.lastIndexOf('.')) : "";
    try {
      Path folder = Path.of(settings.text(Setting.DEFAULT_LOCAL_TMP));
      Files.createDirectories(folder);
      Path own =
          Files.createTempDirectory(
              folder,
              "holdfast-vault-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path file = own.resolve("edit" + extension);
      try {
        VaultFiles.fresh(file, content);
        run(file);
        return Files.readAllBytes(file);
      } finally {
        clear(own);
      }
    } catch (IOException e) {
      throw CommandException.error("Unable to edit: " + e.getMessage());
    }
  }

  /// Editors may leave copies beside the file.
  private static void clear(Path folder) throws IOException {
    List<Path> files;
    try (var entries = Files.list(folder)) {
      files = entries.toList();
    }
    for (Path file : files) {
      VaultFiles.shred(file);
    }
    Files.deleteIfExists(folder);
  }

  private void run(Path file) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            ArgumentSplitter.split(console.environment().getOrDefault("EDITOR", "vi")).stream()
                .map(KeyValues::unquote)
                .toList());
    command.add(file.toString());
    try {
      new ProcessBuilder(command)
          .directory(console.directory().toFile())
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw CommandException.error(
          "Unable to execute the command \"" + String.join(" ", command) + "\": " + e.getMessage());
    }
  }

  /// Whether the editor changed anything.
  static boolean changed(byte[] before, byte[] after) {
    return !Arrays.equals(before, after);
  }
}
