package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Tests of files on the machine that runs the playbook (`plugins/test/files.py`).
final class FileTests {
  private FileTests() {}

  private static Path path(Value input) {
    return Path.of(Text.str(input));
  }

  static boolean directory(Value input, Arguments args, EvalContext context) {
    return Files.isDirectory(path(input));
  }

  static boolean file(Value input, Arguments args, EvalContext context) {
    return Files.isRegularFile(path(input));
  }

  static boolean link(Value input, Arguments args, EvalContext context) {
    return Files.isSymbolicLink(path(input));
  }

  static boolean exists(Value input, Arguments args, EvalContext context) {
    return Files.exists(path(input));
  }

  static boolean linkExists(Value input, Arguments args, EvalContext context) {
    return Files.exists(path(input), LinkOption.NOFOLLOW_LINKS);
  }

  static boolean absolute(Value input, Arguments args, EvalContext context) {
    return Text.str(input).startsWith("/");
  }

  static boolean sameFile(Value input, Arguments args, EvalContext context) {
    Value other = Params.of("samefile", args, "f2").require("f2");
    try {
      return Files.isSameFile(path(input), path(other));
    } catch (IOException e) {
      throw TemplateError.ansible(
          "[Errno 2] No such file or directory: '" + e.getMessage() + "'", e);
    }
  }

  static boolean mount(Value input, Arguments args, EvalContext context) {
    Path path = path(input);
    if (Files.isSymbolicLink(path) || !Files.isDirectory(path)) {
      return false;
    }
    try {
      Path real = path.toRealPath();
      Optional<Path> parent = Optional.ofNullable(real.getParent());
      return parent.isEmpty()
          || !Files.getAttribute(real, "unix:dev")
              .equals(Files.getAttribute(parent.get(), "unix:dev"));
    } catch (IOException e) {
      return false;
    }
  }
}
