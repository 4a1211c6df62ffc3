package dev.holdfast.cli;

import dev.holdfast.cli.common.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A call of the program inside the test, without a terminal.
///
/// @param status its exit status
record Invocation(int status, String out, String err) {
  /// @param name under which the program is called
  /// @param environment besides a home inside the folder and no colours
  static Invocation of(
      String name, Path folder, Map<String, String> environment, String... arguments) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("HOME", folder.resolve("home").toString());
    variables.put("ANSIBLE_NOCOLOR", "1");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(new byte[0]),
            variables,
            folder,
            false);
    int status = Main.run(Optional.of(name), arguments, console);
    return new Invocation(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
