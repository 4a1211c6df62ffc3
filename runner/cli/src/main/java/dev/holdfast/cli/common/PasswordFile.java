package dev.holdfast.cli.common;

import dev.holdfast.engine.settings.UserPath;
import dev.holdfast.transport.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A password that stands in a file, or that a program prints.
final class PasswordFile {
  private PasswordFile() {}

  /// @param source the path as the user wrote it
  static Secret read(String source, UserPath paths) {
    Path file = paths.resolve(source);
    if (!Files.exists(file)) {
      throw CommandException.error("The password file " + file + " was not found");
    }
    String text = Files.isExecutable(file) ? printed(file) : content(file);
    String password = text.replaceFirst("^[\r\n]+", "").replaceFirst("[\r\n]+$", "");
    if (password.isEmpty()) {
      throw CommandException.error("Empty password was provided from file (" + file + ")");
    }
    return Secret.of(password);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw CommandException.error("Could not read password file " + file + ": " + e.getMessage());
    }
  }

  private static String printed(Path program) {
    try {
      return output(List.of(program.toString()), "The password script " + program);
    } catch (IOException e) {
      throw CommandException.error(
          "Problem occured when trying to run the password script "
              + program
              + " ("
              + e.getMessage()
              + "). If this is not a script, remove the executable bit from the file.");
    }
  }

  /// What a program prints.
  ///
  /// @param what names it in the error about a status that is not zero
  static String output(List<String> command, String what) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw CommandException.error(what + " returned an error (rc=" + status + ")");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return text;
  }
}
